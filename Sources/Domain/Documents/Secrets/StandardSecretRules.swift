/// The rules for secrets that are always there; a repository's file adds to them.
package enum StandardSecretRules {
    /// The scanner of these rules alone.
    package static let scanner = SecretScanner(rules)

    /// The rules, read once.
    package static let rules: [SecretRule] = {
        do {
            return try SecretRulesDocument.rules(text)
        } catch {
            preconditionFailure("The standard rules for secrets are not well formed: \(error)")
        }
    }()

    /// The rules as data.
    ///
    /// Samples are made when they are asked for: no text here is a secret or looks like one.
    static let text = #"""
        [[rules]]
        name = "github_token"
        about = "a token of GitHub"
        literals = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"]
        length = [36, 255]
        entropy = "3.0"
        refuses = ["token: ghp_<alnum:36>", "gho_<alnum:36>"]
        passes = ["token: ghp_YOUR_TOKEN_HERE", "ghp_<alnum:12>", "a_ghp_<alnum:36>"]

        [[rules]]
        name = "github_fine_token"
        about = "a fine-grained token of GitHub"
        literals = ["github_pat_"]
        alphabet = "base64url"
        length = [82, 82]
        entropy = "3.0"
        refuses = ["github_pat_<alnum:22>_<alnum:59>"]
        passes = ["github_pat_<alnum:20>"]

        [[rules]]
        name = "gitlab_token"
        about = "a token of GitLab"
        literals = ["glpat-", "gldt-", "glrt-", "glptt-"]
        alphabet = "base64url"
        length = [20, 64]
        entropy = "3.0"
        refuses = ["glpat-<base64url:20>"]
        passes = ["glpat-EXAMPLE"]

        [[rules]]
        name = "aws_access_key"
        about = "an access key of AWS"
        literals = ["AKIA", "ASIA", "ABIA", "ACCA"]
        alphabet = "upper"
        length = [16, 16]
        entropy = "2.8"
        refuses = ["AKIA<upper:16>", "aws_access_key_id = ASIA<upper:16>"]
        passes = ["AKIAIOSFODNN7EXAMPLE", "AKIA<upper:12>", "MALAKIA<upper:16>"]

        [[rules]]
        name = "anthropic_key"
        about = "a key of Anthropic"
        literals = ["sk-ant-api03-", "sk-ant-admin01-", "sk-ant-oat01-"]
        alphabet = "base64url"
        length = [80, 120]
        entropy = "3.5"
        refuses = ["sk-ant-api03-<base64url:93>AA"]
        passes = ["sk-ant-api03-XXXXXXXX"]

        [[rules]]
        name = "openai_key"
        about = "a key of OpenAI"
        literals = ["sk-proj-", "sk-svcacct-", "sk-admin-"]
        alphabet = "base64url"
        length = [40, 200]
        entropy = "3.5"
        refuses = ["sk-proj-<base64url:74>T3BlbkFJ<base64url:74>"]
        passes = ["sk-proj-your-key-here"]

        [[rules]]
        name = "openai_old_key"
        about = "a key of OpenAI"
        literals = ["sk-"]
        length = [48, 48]
        entropy = "3.5"
        refuses = ["sk-<alnum:20>T3BlbkFJ<alnum:20>"]
        passes = ["sk-<alnum:20>"]

        [[rules]]
        name = "hugging_face_token"
        about = "a token of Hugging Face"
        literals = ["hf_", "api_org_"]
        length = [34, 40]
        entropy = "3.0"
        refuses = ["hf_<alnum:34>"]
        passes = ["hf_hub_download", "hf_<alnum:10>"]

        [[rules]]
        name = "google_key"
        about = "a key of Google"
        literals = ["AIza"]
        alphabet = "base64url"
        length = [35, 35]
        entropy = "3.0"
        refuses = ["AIza<base64url:35>"]
        passes = ["AIza<base64url:20>"]

        [[rules]]
        name = "npm_token"
        about = "a token of npm"
        literals = ["npm_"]
        length = [36, 36]
        entropy = "3.0"
        refuses = ["//registry.npmjs.org/:_authToken=npm_<alnum:36>"]
        passes = ["npm_config_registry", "npm_<alnum:16>"]

        [[rules]]
        name = "pypi_token"
        about = "a token of PyPI"
        literals = ["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"]
        alphabet = "base64url"
        length = [50, 1000]
        entropy = "3.0"
        refuses = ["pypi-AgEIcHlwaS5vcmc<base64url:100>"]
        passes = ["pypi-AgEIcHlwaS5vcmc"]

        [[rules]]
        name = "slack_token"
        about = "a token of Slack"
        literals = ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-1-"]
        alphabet = "base64url"
        length = [20, 250]
        entropy = "2.8"
        refuses = ["xoxb-<digits:12>-<digits:12>-<alnum:24>"]
        passes = ["xoxb-your-token"]

        [[rules]]
        name = "slack_webhook"
        about = "a webhook of Slack"
        literals = ["hooks.slack.com/services/T"]
        alphabet = "base64"
        length = [30, 80]
        entropy = "3.0"
        refuses = ["https://hooks.slack.com/services/T<upper:8>/B<upper:8>/<alnum:24>"]
        passes = ["https://hooks.slack.com/services/T00000000/B00000000/XXXX"]

        [[rules]]
        name = "stripe_key"
        about = "a key of Stripe"
        literals = ["sk_live_", "rk_live_", "sk_test_", "whsec_"]
        length = [16, 120]
        entropy = "3.0"
        refuses = ["sk_live_<alnum:24>", "whsec_<alnum:32>"]
        passes = ["sk_live_YOUR_KEY", "sk_live_<alnum:8>"]

        [[rules]]
        name = "sendgrid_key"
        about = "a key of SendGrid"
        literals = ["SG."]
        alphabet = "dotted"
        length = [66, 66]
        entropy = "3.5"
        refuses = ["SG.<base64url:22>.<base64url:43>"]
        passes = ["SG.<base64url:22>", "MSG.text"]

        [[rules]]
        name = "digitalocean_token"
        about = "a token of DigitalOcean"
        literals = ["dop_v1_", "doo_v1_", "dor_v1_"]
        alphabet = "hex"
        length = [64, 64]
        entropy = "2.8"
        refuses = ["dop_v1_<hex:64>"]
        passes = ["dop_v1_<hex:16>"]

        [[rules]]
        name = "shopify_token"
        about = "a token of Shopify"
        literals = ["shpat_", "shpca_", "shppa_", "shpss_"]
        alphabet = "hex"
        length = [32, 32]
        entropy = "2.5"
        refuses = ["shpat_<hex:32>"]
        passes = ["shpat_<hex:8>"]

        [[rules]]
        name = "databricks_token"
        about = "a token of Databricks"
        literals = ["dapi"]
        alphabet = "hex"
        length = [32, 34]
        entropy = "2.5"
        refuses = ["dapi<hex:32>"]
        passes = ["dapi", "dapibus eget"]

        [[rules]]
        name = "age_key"
        about = "a key of age"
        literals = ["AGE-SECRET-KEY-1"]
        alphabet = "upper"
        length = [58, 58]
        entropy = "3.0"
        refuses = ["AGE-SECRET-KEY-1<upper:58>"]
        passes = ["AGE-SECRET-KEY-1..."]

        [[rules]]
        name = "json_web_token"
        about = "a signed JSON web token"
        literals = ["eyJ"]
        alphabet = "dotted"
        length = [60, 4000]
        entropy = "3.5"
        parts = 3
        refuses = ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI<alnum:24>.<base64url:43>"]
        passes = ["eyJhbGciOiJIUzI1NiJ9", "eyJ<alnum:80>"]

        [[rules]]
        name = "private_key"
        about = "a private key"
        shape = "block"
        literals = ["-----BEGIN "]
        length = [40, 8000]
        entropy = "3.5"
        refuses = [
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE<base64:60>\n<base64:64>",
            "\"-----BEGIN PRIVATE KEY-----\\nMIIE<base64:60>\\n\"",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r<base64:58>",
        ]
        passes = [
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----\nMIIE<base64:60>",
            "A file that starts with -----BEGIN RSA PRIVATE KEY----- is refused.",
        ]

        [[rules]]
        name = "password_in_address"
        about = "a password in an address"
        shape = "address"
        literals = ["://"]
        alphabet = "visible"
        length = [6, 256]
        entropy = "2.3"
        refuses = [
            "postgres://app:<alnum:16>@db.internal:5432/app",
            "redis://default:<visible:20>@cache:6379",
        ]
        passes = [
            "postgres://app:${DB_PASSWORD}@db/app", "postgres://user:password@localhost/db",
            "https://example.org:8080/a@b", "postgres://app:<password>@db/app",
        ]

        [[rules]]
        name = "assigned_secret"
        about = "a secret that is set by its name"
        shape = "setting"
        literals = [
            "password", "passwd", "secret", "api_key", "apikey", "api-key", "access_key",
            "access-key", "auth_token", "auth-token", "access_token", "client_secret",
            "private_key", "credential",
        ]
        alphabet = "visible"
        length = [12, 200]
        entropy = "3.2"
        refuses = [
            "api_key = \"<alnum:32>\"", "\"client_secret\": \"<visible:24>\"",
            "AWS_SECRET_ACCESS_KEY=<base64:40>", "export DB_PASSWORD=<alnum:20>",
        ]
        passes = [
            "password = os.environ[\"DB_PASSWORD\"]", "let secret = makeSecret(length: 32)",
            "api_key = \"your-api-key-goes-here\"", "password: ${DB_PASSWORD}",
            "secret: \"projects/p1/secrets/db/versions/latest(1)\"",
            "password=hunter", "a password = the one that you chose",
        ]
        """#
}

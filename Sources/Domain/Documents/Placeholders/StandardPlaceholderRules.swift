/// The rules for placeholders that are always there, a text for each language; a repository's file
/// adds to them.
package enum StandardPlaceholderRules {
    /// All languages, read once.
    package static let all: [PlaceholderRules] = {
        do {
            return try texts.map { text throws(DocumentError) in try PlaceholderRules.read(text) }
        } catch {
            preconditionFailure("The standard rules for placeholders are not well formed: \(error)")
        }
    }()

    /// The scanner of these rules alone.
    package static let scanner = PlaceholderScanner(all)

    static let texts = [any, swift, rust, python, script, go, java, shell]

    private static let any = #"""
        language = "any"
        files = ["**"]
        except = ["**/*.md", "**/*.lock", "**/*.svg", ".worklead/**"]

        [[rules]]
        name = "reminder"
        about = "it says that something is missing"
        literals = ["TODO", "FIXME", "XXX:", "HACK:", "TBD"]
        refuses = ["// TODO: the rest", "# FIXME later", "/* XXX: slow */", "x = None  # TBD"]
        passes = ["let todoList = []", "# A fixme is none.", "a XXXL shirt"]

        [[rules]]
        name = "left_out"
        about = "what belongs here was left out"
        any_case = true
        literals = [
            "rest of the code", "existing code here", "implementation goes here",
            "your code here", "not yet implemented", "placeholder implementation",
            "simplified for now", "stub implementation", "in a real implementation",
            "lorem ipsum",
        ]
        refuses = ["// ... rest of the code", "# In a real implementation, this would ask it"]
        passes = ["the rest of the codes", "an implementation"]

        [[rules]]
        name = "conflict"
        about = "a merge was not finished"
        literals = ["<<<<<<< ", ">>>>>>> "]
        refuses = ["<<<<<<< HEAD", ">>>>>>> topic"]
        passes = ["a << 7", "======="]
        """#

    private static let swift = #"""
        language = "swift"
        files = ["**/*.swift"]
        except = ["Tests/**", "**/Tests/**", "Package.swift"]

        [[rules]]
        name = "forced"
        about = "it ends the program where there is no value"
        literals = ["try!", "as! "]
        refuses = ["let a = try! read()", "let b = c as! Int"]
        passes = ["let a = try read()", "let b = c as? Int"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        any_case = true
        literals = [
            "fatalError(\"not implemented", "fatalError(\"unimplemented",
            "preconditionFailure(\"not implemented", "fatalError()",
        ]
        refuses = ["fatalError(\"Not implemented\")", "default: fatalError()"]
        passes = ["fatalError(\"The table '\\(name)' is gone.\")"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = ["[String: Any]", "AnyObject]"]
        refuses = ["func take(_ a: [String: Any]) {}"]
        passes = ["func take(_ a: [String: Int]) {}"]
        """#

    private static let rust = #"""
        language = "rust"
        files = ["**/*.rs"]
        except = ["tests/**", "**/tests/**", "**/tests.rs", "**/*_test.rs", "benches/**"]

        [[rules]]
        name = "unwrap"
        about = "it ends the program where there is no value"
        literals = [".unwrap()", ".expect(\"\")"]
        refuses = ["let a = b.unwrap();"]
        passes = ["let a = b.unwrap_or(0);", "let a = b?;"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        literals = ["todo!(", "unimplemented!("]
        refuses = ["todo!()", "unimplemented!(\"later\")"]
        passes = ["unreachable!()"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = ["serde_json::Value", "HashMap<String, Value>", "Box<dyn Any>"]
        refuses = ["pub payload: serde_json::Value,"]
        passes = ["pub payload: Payload,"]
        """#

    private static let python = #"""
        language = "python"
        files = ["**/*.py"]
        except = ["tests/**", "**/tests/**", "**/test_*.py", "**/conftest.py"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        literals = ["raise NotImplementedError", "raise NotImplemented", "pass  # stub"]
        refuses = ["    raise NotImplementedError", "    raise NotImplementedError(\"later\")"]
        passes = ["    raise ValueError(name)", "    pass"]

        [[rules]]
        name = "swallowed"
        about = "whatever goes wrong is not heard of"
        literals = ["except: pass", "except Exception: pass", "except:"]
        refuses = ["except: pass", "    except:"]
        passes = ["except ValueError as error:"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = ["dict[str, Any]", "Dict[str, Any]"]
        refuses = ["def take(a: dict[str, Any]) -> None:"]
        passes = ["def take(a: dict[str, int]) -> None:"]
        """#

    private static let script = #"""
        language = "typescript"
        files = ["**/*.ts", "**/*.tsx", "**/*.js", "**/*.jsx", "**/*.mjs"]
        except = ["**/*.test.*", "**/*.spec.*", "tests/**", "**/__tests__/**", "**/*.min.js"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = [": any", "as any", "Record<string, any>", "@ts-ignore", "@ts-nocheck"]
        refuses = ["function take(a: any) {}", "// @ts-ignore", "(b as any).c()"]
        passes = ["function take(a: unknown) {}", "const a: anyone = b"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        any_case = true
        literals = ["Error(\"not implemented", "Error('not implemented", "Error(`not implemented"]
        refuses = ["throw new Error(\"Not implemented\")"]
        passes = ["throw new Error(`no ${name}`)"]

        [[rules]]
        name = "debugging"
        about = "it was for looking, once"
        literals = ["debugger;", "console.log(\"here"]
        refuses = ["  debugger;"]
        passes = ["console.log(report)"]
        """#

    private static let go = #"""
        language = "go"
        files = ["**/*.go"]
        except = ["**/*_test.go"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        any_case = true
        literals = ["panic(\"not implemented", "panic(\"unimplemented", "panic(\"todo"]
        refuses = ["panic(\"not implemented\")", "panic(\"TODO\")"]
        passes = ["panic(err)"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = ["map[string]interface{}", "map[string]any"]
        refuses = ["func take(a map[string]any) {}"]
        passes = ["func take(a map[string]int) {}"]
        """#

    private static let java = #"""
        language = "java"
        files = ["**/*.java", "**/*.kt"]
        except = ["**/src/test/**", "src/test/**"]

        [[rules]]
        name = "stub"
        about = "the body was left out"
        literals = ["UnsupportedOperationException()", "NotImplementedError()", "TODO()"]
        refuses = ["throw new UnsupportedOperationException();", "fun take() = TODO()"]
        passes = ["throw new UnsupportedOperationException(name);"]

        [[rules]]
        name = "untyped"
        about = "anything fits into it, so it says nothing"
        literals = ["Map<String, Object>", "Map<String, Any>"]
        refuses = ["void take(Map<String, Object> a) {}"]
        passes = ["void take(Map<String, Integer> a) {}"]
        """#

    private static let shell = #"""
        language = "shell"
        files = ["**/*.sh", "**/*.bash"]
        except = ["tests/**", "**/tests/**"]

        [[rules]]
        name = "always"
        about = "it can't fail any more"
        literals = ["|| true", "set +e", "exit 0 #"]
        refuses = ["make test || true", "set +e"]
        passes = ["make test || exit 1", "set -e"]
        """#
}

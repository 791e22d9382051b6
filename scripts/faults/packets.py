"""Packets of the tasks that scripts work on."""


def packet(key, what, why, inside, outside="everything else", check="sh test.sh", done=None, head=()):
    """The text of a packet that lint has nothing against.

    `inside` and `outside` are the paths that may and may not change, `check` is its one command,
    `done` what can be seen when it is done, and `head` has more lines of its metadata.
    """
    done = done or f"`{check}` exits with 0"
    metadata = "\n".join(f"- {name}: {value}" for name, value in (("TASK_ID", key), *head))
    return f"""# Task Packet: {key}

## Metadata
{metadata}

## Scope
- **What**: {what}
- **Why**: {why}
- **IN_SCOPE_PATHS**:
  * {inside}
- **OUT_OF_SCOPE**:
  * {outside}

## Quality Gate
- **RISK_TIER**: LOW
- **TEST_PLAN**:
  ```bash
  {check}
  ```
- **DONE_MEANS**:
  * {done}
- **ROLLBACK_HINT**:
  ```bash
  git revert HEAD
  ```
"""

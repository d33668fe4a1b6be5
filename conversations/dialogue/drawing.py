"""A script as a diagram, in Mermaid: questions in order, what is asked only sometimes, what can be chosen."""

from conversations.dialogue.script import Script, Step


def diagram(script: Script) -> str:
    """Give the diagram of a script."""
    lines = ["flowchart TD"]
    for step in script.steps:
        lines.append(f"    {step.name}{_shape(step)}")
    for before, after in zip(script.steps, script.steps[1:], strict=False):
        lines.append(f"    {before.name} --> {after.name}")
    lines += [f"    {script.steps[-1].name} --> sent([sent])"]
    return "\n".join(lines)


def _shape(step: Step) -> str:
    asked = f"{step.ask[1]}" + (" *" if step.required else "")
    offered = ", ".join(option.code for option in step.options if not option.under)
    words = f"{asked}<br/><small>{offered}</small>" if offered else asked
    return f'{{{{"{words}"}}}}' if step.ask_if else f'["{words}"]'

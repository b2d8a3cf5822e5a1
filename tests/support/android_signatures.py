"""Signatures of Java classes: of a jar, and of the stubs that Python's type checkers take.

The stubs (.pyi) are made from Android's own classes. They keep the exact types of parameters, and
lose whether a number that is returned is an int or a long.
"""

import ast
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_NUMBERS = {
    "Z": ("bool", "jboolean", "Boolean"),
    "B": ("int", "jbyte", "Byte"),
    "C": ("str", "jchar", "Character"),
    "S": ("int", "jshort", "Short"),
    "I": ("int", "jint", "Integer"),
    "J": ("int", "jlong", "Long"),
    "F": ("float", "jfloat", "Float"),
    "D": ("float", "jdouble", "Double"),
}
_TYPE = re.compile(r"\[*(?:[ZBCSIJFDV]|L[^;]+;)")
_NULLABLE = re.compile(
    r"^ {4}RuntimeInvisibleAnnotations:\n(?: {6}.*\n)*? +android\.annotation\.Nullable$", re.M
)


@dataclass(frozen=True, order=True)
class Signature:
    """A method (`name`, parameters as the stubs write them) or a field (no parameters)."""

    name: str
    static: bool
    parameters: tuple[str, ...] | None


@dataclass
class JavaClass:
    """What a class declares: types of results by signature, "X | None" where they may be null."""

    name: str
    parents: list[str] = field(default_factory=list)
    members: dict[Signature, str] = field(default_factory=dict)


def of_jar(jar: Path, names: Sequence[str]) -> Iterator[JavaClass]:
    """Public and protected members of classes, by javap; `names` as in `a.b.Outer$Inner`."""
    command = ["javap", "-protected", "-v", "-cp", str(jar), *names]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for text in re.split(r"^Classfile .*$", said, flags=re.M)[1:]:
        head, _, body = text.partition("\n{\n")
        yield _of_javap(head, re.split(r"^}$", body, maxsplit=1, flags=re.M)[0])


def _of_javap(head: str, body: str) -> JavaClass:
    (declared,) = re.findall(r"^[a-z][a-z ]*(?:class|interface) (.*)$", head, re.M)
    while "<" in declared:
        declared = re.sub(r"<[^<>]*>", "", declared)
    name, *parents = re.findall(r"[\w.$]+\.[\w.$]+", declared)
    found = JavaClass(name, [parent.replace("$", ".") for parent in parents])
    for block in re.split(r"\n\n", body):
        if not block.strip():
            continue
        line, _, details = block.partition("\n")
        descriptor = re.search(r"descriptor: (\S+)", details)
        called = re.search(r"([\w.$]+)(?:\(|(?: = |;))", line)
        assert descriptor and called, block
        method = "(" in line
        constructor = method and called[1] == name
        *given, returned = _TYPE.findall(descriptor[1])
        parameters = [_passed(each) for each in given]
        if "..." in line:
            parameters[-1] = f"*{_object(given[-1][1:])}"
        signature = Signature(
            "__init__" if constructor else called[1],
            " static " in f" {line}",
            tuple(parameters) if method else None,
        )
        nullable = " | None" if _NULLABLE.search(details) else ""
        found.members[signature] = _returned(returned) + nullable
    return found


def _passed(descriptor: str) -> str:
    """A parameter's type as the stubs write it."""
    if descriptor in _NUMBERS:
        python, primitive, boxed = _NUMBERS[descriptor]
        return f"{python} | java.{primitive} | java.lang.{boxed}"
    if descriptor == "Ljava/lang/String;":
        return "str | java.lang.String"
    if descriptor == "Ljava/lang/Class;":
        return "typing.Type"
    return _object(descriptor)


def _returned(descriptor: str) -> str:
    if descriptor == "V":
        return "None"
    if descriptor in _NUMBERS:
        return _NUMBERS[descriptor][0]
    return "str" if descriptor == "Ljava/lang/String;" else _object(descriptor)


def _object(descriptor: str) -> str:
    if descriptor[0] == "[":
        item = descriptor[1:]
        if item in _NUMBERS:
            return f"java.chaquopy.JavaArrayJ{_NUMBERS[item][1][1:].capitalize()}"
        return f"java.chaquopy.JavaArray[{_object(item)}]"
    return descriptor[1:-1].replace("/", ".").replace("$", ".")


class Stubs:
    """Classes of a folder of .pyi files, such as `android-stubs`."""

    def __init__(self, folder: Path) -> None:
        """Read from `folder`, which stands for the package `android`."""
        self._folder = folder

    def find(self, name: str) -> JavaClass | None:
        """The class with what it declares itself, `name` as in `a.b.Outer.Inner`."""
        parts = name.split(".")
        package = ".".join(part for part in parts if part[0].islower())
        if parts[0] != "android":
            return None
        module = self._folder.joinpath(*package.split(".")[1:]) / "__init__.pyi"
        if not module.exists():
            return None
        body: list[ast.stmt] = _parsed(module).body
        own = {node.name for node in body if isinstance(node, ast.ClassDef)}
        found: ast.ClassDef | None = None
        for part in parts[len(package.split(".")) :]:
            found = next((n for n in body if isinstance(n, ast.ClassDef) and n.name == part), None)
            if found is None:
                return None
            body = found.body
        return _of_node(name, found, package, own) if found else None

    def ancestry(self, name: str) -> Iterator[JavaClass]:
        """The class, then all that it extends and implements, as far as the folder has them."""
        found = self.find(name)
        if found is not None:
            yield found
            for parent in found.parents:
                yield from self.ancestry(parent)


@cache
def _parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text())


def _of_node(name: str, node: ast.ClassDef, package: str, own: set[str]) -> JavaClass:
    def written(annotation: ast.expr | None) -> str:
        text = ast.unparse(annotation) if annotation else "None"
        text = re.sub(r"\b_\w+__\w+", "java.lang.Object", text)
        text = re.sub(r"^typing\.Type\[.*\]$", "typing.Type", text)
        return re.sub(
            r"(?<![\w.])([A-Z]\w*)", lambda m: f"{package}.{m[1]}" if m[1] in own else m[1], text
        )

    found = JavaClass(name, [written(base) for base in node.bases])
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            text = written(item.annotation)
            static = text.startswith("typing.ClassVar[")
            text = text.removeprefix("typing.ClassVar[").removesuffix("]") if static else text
            found.members[Signature(item.target.id, static, None)] = text
        if isinstance(item, ast.FunctionDef):
            static = any("staticmethod" in ast.unparse(each) for each in item.decorator_list)
            given = [*item.args.posonlyargs, *item.args.args][0 if static else 1 :]
            parameters = [written(each.annotation) for each in given]
            if item.args.vararg is not None:
                parameters.append(f"*{written(item.args.vararg.annotation)}")
            signature = Signature(item.name, static, tuple(parameters))
            found.members[signature] = written(item.returns)
    return found

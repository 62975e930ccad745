"""What a wheel of vLLM for processors requires, one a line, without what is in no registry or of no use here: `python requirements.py WHEEL`."""

import re
import sys
import zipfile

# torch comes by itself; sound, pictures and Intel's own OpenMP are not needed to serve text.
LEFT_OUT = {"torch", "torchaudio", "torchvision", "torchcodec", "intel-openmp"}


def requirements(wheel: str) -> list[str]:
    with zipfile.ZipFile(wheel) as files:
        metadata = next(name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        lines = files.read(metadata).decode().splitlines()
    wanted = [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]
    return [line for line in wanted if "extra ==" not in line and re.match(r"[\w.-]+", line).group().lower() not in LEFT_OUT]


if __name__ == "__main__":
    print("\n".join(requirements(sys.argv[1])))

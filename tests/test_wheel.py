"""A built wheel, installed into a clean environment in another folder, is the whole product."""

import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.wheel
def test_a_wheel_installed_elsewhere_serves_the_seeds(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel]
    subprocess.run(pip, check=True, capture_output=True, cwd=tmp_path)
    server = subprocess.Popen(
        [python, "-m", "app", "start", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        lines = [server.stdout.readline(), server.stdout.readline()]
        assert "2 digests" in lines[0]
        address = lines[1].split()[5]
        with urllib.request.urlopen(f"{address}/statements") as page:
            assert "Lavrov" in page.read().decode()
        russian = urllib.request.Request(f"{address}/topics", headers={"Accept-Language": "ru"})
        with urllib.request.urlopen(russian) as page:
            assert "Темы" in page.read().decode()
        with urllib.request.urlopen(f"{address}/healthz") as health:
            assert health.status == 200
        assert (tmp_path / "data" / "onrecord.db").exists()
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_no_module_imports_what_its_layer_must_not_know(capsys):
    status = lint_imports(no_cache=True)
    if status != EXIT_STATUS_SUCCESS:
        pytest.fail(capsys.readouterr().out)

"""Opens what was exported by the programs that it is for: a JSON object on stdin, a JSON list on stdout.

The object says what is to be done ("script", "torch", "notebook", "npy", "svg" or "expressions") and with what; the list
has for each file its values by name, or its error (see tests/export.rs).
"""

import contextlib
import io
import json
import runpy
import sys
import traceback
import warnings


def told(value):
    """An array, a tensor or a number of Python as JSON, which has no infinities."""
    import numpy as np

    value = np.asarray(value.detach().numpy() if hasattr(value, "detach") else value)
    return {"shape": list(value.shape), "values": [repr(float(x)) for x in value.ravel()]}


def of_script(task):
    with contextlib.redirect_stdout(io.StringIO()):
        scope = runpy.run_path(task["path"])
    return {name: told(scope[name]) for name in task["names"]}


def of_npy(task):
    import numpy as np

    array = np.load(task["path"], allow_pickle=False)
    assert str(array.dtype) in ("float64", "bool"), array.dtype
    return {name: told(array) for name in task["names"]}


def of_svg(task):
    import xml.etree.ElementTree as tree

    root = tree.parse(task["path"]).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag
    return {}


ASK = """
import json as _json
import numpy as _np
_told = lambda value: {"shape": list(_np.shape(value)), "values": [repr(float(x)) for x in _np.ravel(value)]}
print("values:" + _json.dumps({name: _told(globals()[name]) for name in %s}))
"""


async def of_notebook(task):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(task["path"], as_version=4)
    nbformat.validate(notebook)
    cells = [*notebook.cells, nbformat.v4.new_code_cell(ASK % repr(task["names"]))]
    notebook.cells = cells
    await NotebookClient(notebook, timeout=120, kernel_name="python3").async_execute()
    told = next(output.text for output in cells[-1].outputs if output.get("text", "").startswith("values:"))
    return json.loads(told.removeprefix("values:"))


async def of_notebooks(tasks):
    import asyncio

    few = asyncio.Semaphore(3)

    async def one(task):
        async with few:
            try:
                return await of_notebook(task)
            except Exception:
                return {"error": traceback.format_exc()}

    return list(await asyncio.gather(*(one(task) for task in tasks)))


def of_expressions(task):
    """Expressions in a scope that code makes."""
    scope = {}
    exec(task["code"], scope)
    answers = []
    for expression in task["expressions"]:
        try:
            answers.append({"it": told(eval(expression, scope))})
        except Exception as error:
            answers.append({"error": f"{type(error).__name__}: {error}"})
    return answers


def tried(open_it, task):
    try:
        return open_it(task)
    except Exception:
        return {"error": traceback.format_exc()}


def main():
    asked = json.load(sys.stdin)
    kind, tasks = asked["kind"], asked["tasks"]
    if kind == "notebook":
        import asyncio

        answers = asyncio.run(of_notebooks(tasks))
    elif kind == "expressions":
        answers = of_expressions(tasks[0])
    else:
        open_it = {"script": of_script, "npy": of_npy, "svg": of_svg}[kind]
        answers = [tried(open_it, task) for task in tasks]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    main()

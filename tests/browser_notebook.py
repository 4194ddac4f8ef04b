"""Open a notebook in JupyterLab, run it, read it and type into it, in a page of a real browser."""

import contextlib

from browser import Lab

# What a learner would have to click away before working: dialogs, and the notes that slide in at the corner.
POP_UPS = ".jp-Dialog, .Toastify__toast"
LOG_OF_THE_KERNEL = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  window.kernelComplaints = [];
  const listen = kernel => kernel && kernel.iopubMessage.connect((_, message) => {
    const {msg_type} = message.header, {content} = message;
    if (msg_type === 'error') window.kernelComplaints.push(`${content.ename}: ${content.evalue}`);
  });
  listen(panel.sessionContext.session?.kernel);
}"""
IDLE = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return panel?.content?.model && panel.sessionContext.isReady && kernel?.status === 'idle';
}"""
READY_OR_ASKING = f"() => ({IDLE})() || document.querySelector('.jp-Dialog') !== null"
# Each answer is awaited in the page, since a run may take longer than any sensible time limit of one selector.
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
RUN_ONE = """async index => {
  const app = window.jupyterapp, notebook = app.shell.currentWidget.content;
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  await app.commands.execute('notebook:run-cell');
}"""
WIDGETS_SHOWN = """() => window.jupyterapp.shell.currentWidget.content.widgets.every(cell => {
  const outputs = cell.model.sharedModel.outputs ?? [];
  const wanted = outputs.filter(output => output.data?.['application/vnd.jupyter.widget-view+json']).length;
  return cell.node.querySelectorAll('.jp-OutputArea-output .jupyter-widgets').length >= wanted;
})"""


def open_notebook(context, lab: Lab, notebook: str, seconds: float = 90):
    """Open a notebook in a new page; return the page once the kernel is idle or a dialog stands there."""
    page = context.new_page()
    page.goto(lab.address(notebook))
    try:
        page.wait_for_function(READY_OR_ASKING, timeout=1000 * seconds)
    except Exception as error:
        raise AssertionError(f"{notebook} did not come up; on the page: {pop_ups(page) or 'no pop-up'}") from error
    page.evaluate(LOG_OF_THE_KERNEL)
    return page


def pop_ups(page) -> list[str]:
    """Return the text of each dialog or note that stands over the page."""
    return [" ".join(text.split()) for text in page.locator(POP_UPS).all_inner_texts()]


def run_all(page) -> None:
    """Run all cells as the menu does, and return when the kernel is idle and each widget stands in the page."""
    page.evaluate(RUN_ALL)
    wait_until_shown(page)


def run_cells(page, indices: list[int]) -> None:
    """Run the cells at these positions, in this order."""
    for index in indices:
        page.evaluate(RUN_ONE, index)
    wait_until_shown(page)


def wait_until_shown(page, seconds: float = 60) -> None:
    """Return when the kernel is idle and each widget output has its widget."""
    page.wait_for_function(IDLE, timeout=1000 * seconds)
    page.wait_for_function(WIDGETS_SHOWN, timeout=1000 * seconds)


def cells(page) -> list[dict]:
    """Return the cells of the open notebook as nbformat has them, live outputs included."""
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells")


def errors(page) -> list[str]:
    """Return one line for each error output, each complaint of the kernel since it started and each broken widget."""
    found = [
        f"cell {number}: {output['ename']}: {output['evalue']}"
        for number, cell in enumerate(cells(page))
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]
    broken = page.locator(".jp-OutputArea-output").get_by_text("Error displaying widget").count()
    complaints = [line for line in page.evaluate("() => window.kernelComplaints") if not any(line in f for f in found)]
    return [*found, *complaints, *(["a widget cannot be displayed"] * broken)]


def forget_complaints(page) -> None:
    """Let the errors so far count no more: those that a wrong answer was meant to bring."""
    page.evaluate("() => { window.kernelComplaints = []; }")


def cell_at(page, index: int):
    """Return the cell at this position, scrolled into sight."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(index)
    cell.scroll_into_view_if_needed()
    return cell


def type_into(page, index: int, source: str) -> None:
    """Replace the source of a code cell by keyboard, as a learner does."""
    cell_at(page, index).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)
    typed = cells(page)[index]["source"]
    assert typed == source, f"typed:\n{source}\narrived:\n{typed}"


def close(page) -> None:
    """Shut the notebook's kernel down and close its page, so that memory is free for the next one."""
    with contextlib.suppress(Exception):
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()

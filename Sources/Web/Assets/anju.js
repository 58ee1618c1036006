// Conveniences on top of pages that work without it: upload progress, selecting all, asking before acts, the grid editor.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const zh = document.documentElement.lang.startsWith("zh");

  document.addEventListener("change", event => {
    const box = event.target.closest("[data-all]");
    if (box) all(`input[name=pick][form=${CSS.escape(box.dataset.all)}]`).forEach(pick => { pick.checked = box.checked; });
    const select = event.target.closest("select[data-go]");
    if (select) select.form.requestSubmit();
  });

  document.addEventListener("submit", event => {
    const by = event.submitter;
    const ask = (by && by.dataset.confirm) || event.target.dataset.confirm;
    if (ask && !window.confirm(ask)) { event.preventDefault(); return; }
    if (event.target.matches("form[data-upload]")) upload(event);
  });

  // The cell a page is about, in view also where its table is wider than the window.
  const here = document.getElementById("here");
  if (here && !window.location.hash) here.scrollIntoView({ block: "nearest", inline: "center" });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) window.print();
  });

  function upload(event) {
    const form = event.target;
    event.preventDefault();
    const bar = document.createElement("progress");
    const text = document.createElement("p");
    text.className = "quiet";
    text.setAttribute("role", "status");
    form.append(bar, text);
    all("button", form).forEach(button => { button.disabled = true; });
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = part => {
      if (!part.lengthComputable) return;
      bar.max = part.total;
      bar.value = part.loaded;
      const percent = Math.floor(part.loaded * 100 / part.total);
      text.textContent = percent < 100 ? (zh ? `已上传 ${percent}%` : `${percent}% sent`) : (zh ? "已上传，正在校核……" : "sent; checking …");
      if (percent === 100) bar.removeAttribute("value");
    };
    request.onload = () => {
      if (request.responseURL && request.responseURL !== form.action) { window.location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = page.title;
      document.body.replaceWith(document.adoptNode(page.body));
      window.scrollTo(0, 0);
    };
    request.onerror = () => {
      text.textContent = zh ? "网络中断，没有上传成功；请重试。" : "The connection broke; nothing was taken. Try again.";
      all("button", form).forEach(button => { button.disabled = false; });
    };
    request.send(new FormData(form));
  }

  // The grid: rows are added, removed and brought back, and cells pasted from a spreadsheet program.
  all("form[data-grid]").forEach(form => {
    const body = form.querySelector("tbody");
    const model = form.querySelector("template");
    const undone = [];
    const undo = form.querySelector("[data-undo]");
    const add = () => { const row = model.content.firstElementChild.cloneNode(true); body.append(row); return row; };
    form.addEventListener("click", event => {
      if (event.target.closest("[data-add]")) { add().querySelector("input,select").focus(); }
      const remove = event.target.closest("[data-remove]");
      if (remove) {
        const row = remove.closest("tr");
        undone.push([row, row.nextElementSibling]);
        row.remove();
        undo.disabled = false;
      }
      if (event.target.closest("[data-undo]") && undone.length) {
        const [row, next] = undone.pop();
        body.insertBefore(row, next && next.isConnected ? next : null);
        undo.disabled = undone.length === 0;
      }
    });
    form.addEventListener("paste", event => {
      const text = event.clipboardData.getData("text");
      const cell = event.target.closest("td");
      if (!cell || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      const column = cell.cellIndex;
      let row = cell.parentElement;
      text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach(line => {
        if (!row) row = add();
        line.split("\t").forEach((value, index) => {
          const field = row.cells[column + index] && row.cells[column + index].querySelector("input,select");
          if (!field) return;
          if (field.tagName === "SELECT") {
            const option = Array.from(field.options).find(option => option.text === value.trim() || option.value === value.trim());
            if (option) field.value = option.value;
          } else { field.value = value; }
        });
        row = row.nextElementSibling;
      });
    });
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", event => { if (changed) event.preventDefault(); });
  });
})();

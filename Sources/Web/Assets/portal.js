// A letter's QR code carries its code behind the # sign, which no browser sends to the server. Without this script one types it.
(() => {
  const field = document.querySelector("input.code");
  const code = location.hash.slice(1);
  if (field && /^[0-9A-Za-z-]{12,14}$/.test(code)) {
    field.value = code;
    history.replaceState(null, "", location.pathname);
  }
})();

// The evidence sheet of a recording: words follow the sound, and the sound follows clicks and keys.
"use strict";

(() => {
  const audio = document.querySelector(".player audio, .player video");
  if (!audio) return;
  const sheet = document.querySelector(".sheet"), picture = document.querySelector(".sound");
  const words = [...document.querySelectorAll(".w[data-s]")];
  const starts = words.map((word) => Number(word.dataset.s));
  const head = picture.querySelector(".head"), width = picture.viewBox.baseVal.width;
  const length = Number(sheet.dataset.seconds);
  const follow = document.querySelector("#follow");
  let current = null, until = Infinity, scrolled = 0;

  document.querySelector(".player .keys").hidden = false;
  picture.classList.add("live");
  sheet.classList.add("live");

  // The last word that has begun, by halves
  function wordAt(second) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= second) low = middle + 1; else high = middle;
    }
    const word = words[low - 1];
    return word && second < Number(word.dataset.e) + 0.4 ? word : null;
  }

  function show() {
    const second = audio.currentTime, x = Math.min(second / length, 1) * width;
    head.setAttribute("x1", x);
    head.setAttribute("x2", x);
    const word = wordAt(second);
    if (word === current) return;
    current?.classList.remove("now");
    current = word;
    if (!word) return;
    word.classList.add("now");
    if (follow.checked && !audio.paused && Date.now() - scrolled > 4000) {
      const box = word.getBoundingClientRect(), top = document.querySelector(".player").getBoundingClientRect().bottom;
      if (box.top < top + 20 || box.bottom > innerHeight - 40) scrollBy({ top: box.top - top - 120, behavior: "auto" });
    }
  }
  function tick() {
    show();
    if (audio.currentTime >= until) { audio.pause(); until = Infinity; }
    if (!audio.paused) requestAnimationFrame(tick);
  }
  audio.addEventListener("play", () => requestAnimationFrame(tick));
  audio.addEventListener("seeked", show);
  audio.addEventListener("timeupdate", show);
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => { scrolled = Date.now(); }, { passive: true });

  function seek(second, end = Infinity) {
    until = end;
    audio.currentTime = Math.min(Math.max(second, 0), length);
    show();
  }

  // An address can name a second: #t=12.5
  const asked = /^#t=(\d+(?:\.\d+)?)/.exec(location.hash);
  if (asked) {
    const begin = () => { seek(Number(asked[1])); (current ?? words[0])?.scrollIntoView({ block: "center" }); };
    if (audio.readyState) begin(); else audio.addEventListener("loadedmetadata", begin, { once: true });
  }

  // The second that is played now, as the page writes it
  for (const button of document.querySelectorAll("[data-here]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const second = audio.currentTime, minutes = Math.floor(second / 60);
      button.form.elements[button.dataset.here].value = `${minutes}:${(second - 60 * minutes).toFixed(1).padStart(4, "0")}`;
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-seek]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) {
      event.preventDefault();
      seek(Number(link.dataset.seek), link.dataset.until ? Number(link.dataset.until) : Infinity);
      audio.play();
      return;
    }
    const word = event.target.closest(".w[data-s]");
    if (word) { seek(Number(word.dataset.s)); return; }
    if (event.target.closest(".sound")) {
      const box = picture.getBoundingClientRect();
      seek(((event.clientX - box.left) / box.width) * length);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, button, summary, audio, video, a")) return;
    const does = {
      " ": () => { until = Infinity; audio.paused ? audio.play() : audio.pause(); },
      ArrowLeft: () => seek(audio.currentTime - 5),
      ArrowRight: () => seek(audio.currentTime + 5),
    }[event.key];
    if (!does || event.target.closest(".wide")) return;
    event.preventDefault();
    does();
  });
})();

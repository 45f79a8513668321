// A pad to draw one's name on, by thumb or mouse; its strokes go with the form, in thousandths of the pad's width.
"use strict";

const WIDTH = 1000, HEIGHT = 400;

function within(number, most) {
  return Math.min(Math.max(Math.round(number), 0), most);
}

/* What is drawn, as the form sends it: strokes of [x, y, milliseconds since the first point]. */
function strokesOf(groups, width) {
  const first = groups[0]?.points[0].time;
  return groups.map(({ points }) => points.map((point) => [
    within(point.x * WIDTH / width, WIDTH), within(point.y * WIDTH / width, HEIGHT), Math.round(point.time - first),
  ]));
}

function scaled(groups, factor) {
  return groups.map((group) => ({
    ...group, points: group.points.map((point) => ({ ...point, x: point.x * factor, y: point.y * factor })),
  }));
}

/* What was drawn before the form came back, as the pad draws it; it ends now, so that one can go on. */
function groupsOf(strokes, width) {
  const shift = Date.now() - (strokes.at(-1)?.at(-1)[2] ?? 0);
  return strokes.map((stroke) => ({
    points: stroke.map(([x, y, t]) => ({ x: x * width / WIDTH, y: y * width / WIDTH, time: shift + t, pressure: 0.5 })),
  }));
}

function setUp(box) {
  const canvas = box.querySelector("canvas"), field = box.querySelector("[name=strokes]");
  const pad = new SignaturePad(canvas, { penColor: "#1a1c20", minDistance: 2 });
  let width = 0;

  /* The pad follows the screen (turned, zoomed); what is drawn on it grows and shrinks with it. */
  function fit() {
    if (!canvas.offsetWidth || canvas.offsetWidth === width) return;
    const drawn = width ? scaled(pad.toData(), canvas.offsetWidth / width)
      : groupsOf(JSON.parse(field.value || "[]"), canvas.offsetWidth);
    const sharpness = Math.max(window.devicePixelRatio, 1);
    width = canvas.offsetWidth;
    canvas.width = width * sharpness;
    canvas.height = canvas.offsetHeight * sharpness;
    canvas.getContext("2d").scale(sharpness, sharpness);
    pad.fromData(drawn);
  }

  function keep() {
    field.value = pad.isEmpty() ? "" : JSON.stringify(strokesOf(pad.toData(), width));
  }

  pad.addEventListener("endStroke", keep);
  box.querySelector("button").addEventListener("click", () => { pad.clear(); keep(); });
  new ResizeObserver(fit).observe(canvas);
  box.hidden = false;
  fit();
}

document.querySelectorAll("[data-pad]").forEach(setUp);

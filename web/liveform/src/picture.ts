// Pictures on their way to the backend. All are drawn anew as JPEG: that makes them small, and leaves behind what a camera
// writes into its files (place, time, device).
const sideMost = 1600;
const quality = 0.88;

export type Flaw = 'none' | 'blurred' | 'dark';

function canvasOf(width: number, height: number): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  return { canvas, pen };
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/jpeg', quality),
  );
}

export async function toJpeg(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, sideMost / Math.max(width, height, 1));
  const { canvas, pen } = canvasOf(Math.round(width * scale), Math.round(height * scale));
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return jpegOf(canvas);
}

/** Throws where the browser does not know the file as a picture. */
export async function fileToJpeg(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    return await toJpeg(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

function drawDocument(pen: CanvasRenderingContext2D, width: number, height: number): void {
  pen.fillStyle = '#6f7b8d';
  pen.fillRect(0, 0, width, height);
  const card = { x: width * 0.06, y: height * 0.1, w: width * 0.88, h: height * 0.8 };
  pen.fillStyle = '#e8eef8';
  pen.beginPath();
  pen.roundRect(card.x, card.y, card.w, card.h, 28);
  pen.fill();
  pen.strokeStyle = '#b9c8e4';
  pen.lineWidth = 2;
  for (let line = 1; line < 24; ++line) {
    pen.beginPath();
    for (let x = 0; x <= card.w; x += 8) pen.lineTo(card.x + x, card.y + (line * card.h) / 24 + Math.sin(x / 40 + line) * 7);
    pen.stroke();
  }
  drawPerson(pen, card.x + card.w * 0.17, card.y + card.h * 0.56, card.h * 0.5, '#c9d4e8');
  pen.fillStyle = '#1d2b4f';
  pen.font = 'bold 54px sans-serif';
  pen.fillText('SPECIMEN CARD', card.x + card.w * 0.36, card.y + card.h * 0.2);
  pen.font = '38px monospace';
  ['NAME     SAMPLE, ALEX', 'BORN     1990-01-01', 'NUMBER   000-00-0000', 'EXPIRES  2035-12-31'].forEach((line, i) =>
    pen.fillText(line, card.x + card.w * 0.36, card.y + card.h * (0.38 + i * 0.12)),
  );
  pen.fillText('<<SAMPLE<<ALEX<<<<<<<<<<<<<<<<<<<<<', card.x + card.w * 0.05, card.y + card.h * 0.94);
}

function drawPerson(pen: CanvasRenderingContext2D, x: number, y: number, size: number, ground: string): void {
  pen.fillStyle = ground;
  pen.beginPath();
  pen.roundRect(x - size * 0.42, y - size * 0.55, size * 0.84, size * 1.1, size * 0.06);
  pen.fill();
  pen.save();
  pen.clip();
  pen.fillStyle = '#3f5f9e';
  pen.beginPath();
  pen.ellipse(x, y + size * 0.62, size * 0.4, size * 0.34, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#4a3527';
  pen.beginPath();
  pen.ellipse(x, y - size * 0.13, size * 0.25, size * 0.3, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#eec4a3';
  pen.beginPath();
  pen.ellipse(x, y - size * 0.05, size * 0.205, size * 0.265, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#2b1f18';
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.arc(x + side * size * 0.085, y - size * 0.09, size * 0.024, 0, Math.PI * 2);
    pen.fill();
    pen.fillRect(x + side * size * 0.085 - size * 0.05, y - size * 0.165, size * 0.1, size * 0.016);
  }
  pen.strokeStyle = '#8f4b3e';
  pen.lineWidth = size * 0.018;
  pen.beginPath();
  pen.arc(x, y + size * 0.03, size * 0.085, Math.PI * 0.2, Math.PI * 0.8);
  pen.stroke();
  pen.restore();
}

function drawSelfie(pen: CanvasRenderingContext2D, width: number, height: number): void {
  pen.fillStyle = '#b9c6cf';
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = '#8fa0ac';
  pen.lineWidth = 3;
  for (let x = 0; x < width; x += 46) pen.strokeRect(x, 0, 46, height);
  drawPerson(pen, width / 2, height / 2, height * 0.82, '#d5dee4');
}

/** A made-up document or face, so that nobody has to show their own. */
export function drawnSample(what: 'document' | 'selfie', flaw: Flaw): Promise<Blob> {
  const { canvas, pen } = canvasOf(1280, 800);
  (what === 'document' ? drawDocument : drawSelfie)(pen, canvas.width, canvas.height);
  if (flaw === 'dark') {
    pen.fillStyle = 'rgb(0 0 0 / 90%)';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  if (flaw === 'blurred') {
    const small = canvasOf(canvas.width / 40, canvas.height / 40);
    small.pen.drawImage(canvas, 0, 0, small.canvas.width, small.canvas.height);
    pen.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
  }
  return jpegOf(canvas);
}

// Taking a photo: with the camera, from a file, or a drawn sample.
import { h, button } from './element.ts';
import { drawnSample, fileToJpeg, type Flaw, toJpeg } from './picture.ts';
import type { Texts } from './texts.ts';

export type Origin = 'camera' | 'file' | 'sample';

export interface PhotoOptions {
  texts: Texts;
  what: 'document' | 'selfie';
  onPhoto: (photo: Blob, origin: Origin) => void;
}

export interface PhotoTaker {
  element: HTMLElement;
  /** Lets go of the camera. */
  close: () => void;
}

export function photoTaker({ texts, what, onPhoto }: PhotoOptions): PhotoTaker {
  const trouble = h('p', { className: 'trouble', attributes: { role: 'alert' } });
  const video = h('video', { autoplay: true, muted: true, playsInline: true, hidden: true, attributes: { 'aria-label': texts.view } });
  const guide = h('div', { className: `guide ${what}`, attributes: { 'aria-hidden': 'true' } });
  let stream: MediaStream | null = null;

  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
  };
  const send = async (photo: Promise<Blob>, origin: Origin) => {
    try {
      const blob = await photo;
      close();
      onPhoto(blob, origin);
    } catch {
      trouble.textContent = texts.notAPicture;
    }
  };
  const shoot = button(texts.shoot, () => void send(toJpeg(video, video.videoWidth, video.videoHeight), 'camera'), 'primary');
  const off = button(texts.cameraOff, () => toggle(false));
  const on = button(texts.camera, () => void turnOn(), 'primary');

  const toggle = (running: boolean) => {
    if (!running) close();
    video.hidden = shoot.hidden = off.hidden = !running;
    guide.hidden = on.hidden = running;
  };
  const turnOn = async () => {
    trouble.textContent = '';
    on.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: what === 'document' ? 'environment' : 'user', width: { ideal: 1280 } },
        audio: false,
      });
      video.srcObject = stream;
      await video.play();
      toggle(true);
      shoot.focus();
    } catch {
      trouble.textContent = texts.cameraRefused;
    } finally {
      on.disabled = false;
    }
  };

  const file = h('input', { type: 'file', accept: 'image/*', className: 'hidden-file' });
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (chosen) void send(fileToJpeg(chosen), 'file');
  });
  const sample = (flaw: Flaw) => button(texts.sample[flaw], () => void send(drawnSample(what, flaw), 'sample'), 'small');

  toggle(false);
  return {
    close,
    element: h(
      'div',
      { className: `photo ${what}` },
      h('div', { className: 'frame' }, guide, video),
      trouble,
      h('div', { className: 'actions' }, on, shoot, off, h('label', { className: 'button' }, texts.file, file)),
      h(
        'div',
        { className: 'samples', attributes: { role: 'group', 'aria-label': texts.samples } },
        h('span', {}, texts.samples),
        sample('none'),
        sample('blurred'),
        sample('dark'),
      ),
    ),
  };
}

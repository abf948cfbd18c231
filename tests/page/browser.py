"""Controls a headless Chromium over a pipe with the DevTools protocol. Needs nothing but Chromium."""
import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Failed(Exception):
    """Raised if the browser or its page does not do what is expected."""


def find_chromium():
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        path = shutil.which(name)
        if path:
            return path
    raise Failed('Chromium is not installed (Debian: apt-get install chromium)')


class Browser:
    """A browser with one page at a time. Counts the page's network requests and console messages."""

    def __init__(self, width=1280, height=900, script=True):
        self.folder = tempfile.mkdtemp()
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        command = [find_chromium(), '--headless=new', '--remote-debugging-pipe', '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage',
                   '--disable-background-networking', '--hide-scrollbars', '--force-color-profile=srgb', '--font-render-hinting=none',
                   f'--user-data-dir={self.folder}', f'--window-size={width},{height}', 'about:blank']
        if os.geteuid() == 0:
            command.append('--no-sandbox')

        def connect():  # the browser reads from descriptor 3 and writes to 4
            spare = os.dup(to_browser), os.dup(from_browser)
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self.process = subprocess.Popen(command, preexec_fn=connect, close_fds=False, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.number, self.session = b'', 0, None
        self.events, self.asked, self.said = [], [], []
        target = next(one for one in self.call('Target.getTargets')['targetInfos'] if one['type'] == 'page')
        self.session = self.call('Target.attachToTarget', targetId=target['targetId'], flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Network', 'Log', 'Accessibility', 'DOM'):
            self.call(f'{domain}.enable')
        if not script:
            self.call('Emulation.setScriptExecutionDisabled', value=True)
        self.show_screen()
        self.resize(width, height)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends the browser by closing its pipe. Its helper processes may write into its folder for a moment longer."""
        os.close(self.write_end)
        os.close(self.read_end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for _ in range(50):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not os.path.exists(self.folder):
                break
            time.sleep(.1)

    def read(self, seconds):
        """Returns the next message from the browser, or None if none comes in time."""
        end = time.monotonic() + seconds
        while b'\0' not in self.buffer:
            if not select.select([self.read_end], [], [], max(0, end - time.monotonic()))[0]:
                return None
            more = os.read(self.read_end, 1 << 20)
            if not more:
                raise Failed('Chromium has ended')
            self.buffer += more
        message, self.buffer = self.buffer.split(b'\0', 1)
        return json.loads(message)

    def take(self, message):
        method, what = message.get('method'), message.get('params', {})
        if method == 'Network.requestWillBeSent':
            self.asked.append(what['request']['url'])
        elif method in ('Runtime.consoleAPICalled', 'Runtime.exceptionThrown'):
            self.said.append(json.dumps(what)[:600])
        elif method == 'Log.entryAdded':
            self.said.append(what['entry']['text'])
        elif method:
            self.events.append(message)

    def call(self, method, seconds=60, **arguments):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': arguments}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b'\0')
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.read(end - time.monotonic())
            if answer is None:
                break
            if answer.get('id') == self.number:
                if 'error' in answer:
                    raise Failed(f'{method}: {answer["error"]["message"]}')
                return answer['result']
            self.take(answer)
        raise Failed(f'{method}: no answer in {seconds} seconds')

    def wait(self, method, seconds=60):
        end = time.monotonic() + seconds
        while True:
            for event in self.events:
                if event['method'] == method:
                    self.events.remove(event)
                    return event['params']
            message = self.read(max(0, end - time.monotonic()))
            if message is None:
                raise Failed(f'{method}: did not happen in {seconds} seconds')
            self.take(message)

    def open(self, path, fragment=''):
        """Loads a page completely, even if its address differs from the open page's only by the fragment. Waits for the new
        document, because the load event of an earlier page may still arrive."""
        uri = Path(path).resolve().as_uri()
        for url in ('about:blank', uri + fragment):
            self.call('Page.navigate', url=url)
            while self.run('[location.href.split("#")[0], document.readyState]') != [url.split('#')[0], 'complete']:
                self.wait('Page.loadEventFired')

    def reload(self):
        """Loads the page again, and waits for the new document, because the load event of an earlier page may still arrive."""
        self.run('window.isOfBefore = true')
        self.call('Page.reload')
        while self.run('[!!window.isOfBefore, document.readyState]') != [False, 'complete']:
            time.sleep(0.05)

    def run(self, expression, seconds=60):
        """Evaluates a JavaScript expression in the page, and returns its value. First waits while the page is busy: after a change
        of filters it updates everything outside the screen a moment later."""
        while self.evaluate("!!document.querySelector('main[aria-busy]')", seconds):
            time.sleep(0.01)
        return self.evaluate(expression, seconds)

    def evaluate(self, expression, seconds=60):
        """Evaluates a JavaScript expression in the page at once."""
        answer = self.call('Runtime.evaluate', seconds, expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            raise Failed(f'{expression}: {json.dumps(answer["exceptionDetails"])[:600]}')
        return answer['result'].get('value')

    def show_screen(self):
        """Shows the page as on a screen again, after showing it as on paper. Scrolling is immediate, as for a user who wants less
        motion."""
        self.call('Emulation.setEmulatedMedia', media='', features=[{'name': 'prefers-reduced-motion', 'value': 'reduce'}])

    def press(self, key, text='', modifiers=0):
        code = {'Tab': 9, 'Enter': 13, ' ': 32, 'ArrowLeft': 37, 'ArrowUp': 38, 'ArrowRight': 39, 'ArrowDown': 40, 'Home': 36, 'End': 35}.get(key, 0)
        if key == 'Enter':
            text = '\r'
        down = {'type': 'keyDown' if text else 'rawKeyDown', 'key': key, 'windowsVirtualKeyCode': code, 'modifiers': modifiers}
        if text:
            down['text'] = text
        self.call('Input.dispatchKeyEvent', **down)
        self.call('Input.dispatchKeyEvent', type='keyUp', key=key, windowsVirtualKeyCode=code, modifiers=modifiers)

    def type(self, text):
        self.call('Input.insertText', text=text)

    def click(self, selector):
        """Clicks on the middle of an element."""
        place = self.run(f'(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: "center", behavior: "instant"}});'
                         'const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()')
        for kind in ('mouseMoved', 'mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=place[0], y=place[1], button='left' if kind != 'mouseMoved' else 'none',
                      clickCount=0 if kind == 'mouseMoved' else 1)

    def resize(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self, path, whole=False):
        data = self.call('Page.captureScreenshot', format='png', captureBeyondViewport=whole)['data']
        Path(path).write_bytes(base64.b64decode(data))

    def paper(self, path):
        data = self.call('Page.printToPDF', preferCSSPageSize=False, printBackground=False, paperWidth=8.27, paperHeight=11.69)['data']
        Path(path).write_bytes(base64.b64decode(data))


def main(check):
    """Runs check(), which returns a list of problems. Exits with status 1 if there are any."""
    try:
        failures = check()
    except Failed as failed:
        failures = [str(failed)]
    for failure in failures:
        print(f'FAILED: {failure}')
    sys.exit(1 if failures else 0)

// CodeMirror as the playground uses it. The page talks to it in strings: text, and marks as JSON.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Classes, not colours: style/editor.css has the colours of both schemes.
const names = HighlightStyle.define([
  { tag: tags.keyword, class: "cm-word" },
  { tag: [tags.string, tags.number], class: "cm-value" },
  { tag: tags.comment, class: "cm-remark" },
]);

// Typed over a selection, Chromium would keep the old text's look by an inline style, which the page's policy forbids
// and reports. So that one edit is ours.
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const plain = event.inputType === "insertText" && event.data !== null && !event.isComposing;
    if (!plain || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

export class SqlEditor {
  /** `changed` is called with the whole text after every edit; `nonce` lets CodeMirror bring its styles. */
  constructor(parent, text, label, nonce, changed) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(nonce),
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          EditorView.lineWrapping,
          typeOverSelection,
          sql({ dialect: PostgreSQL }),
          syntaxHighlighting(names),
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  text() {
    return this.view.state.doc.toString();
  }

  setText(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** `[{from, to, severity, message}]` as JSON, in UTF-16 code units; marks past the end are cut. */
  setMarks(json) {
    const end = this.view.state.doc.length;
    const marks = JSON.parse(json).map((mark) => ({
      ...mark,
      from: Math.min(mark.from, end),
      to: Math.min(mark.to, end),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  destroy() {
    this.view.destroy();
  }
}

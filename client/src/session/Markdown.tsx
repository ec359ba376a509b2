// Shows instructions as elements. Nothing of the text becomes HTML.

import './markdown.css';
import { For, type JSX, Match, Switch } from 'solid-js';
import { type Block, type Inline, readMarkdown } from './markdown';

export function Markdown(props: { text: string }) {
  return (
    <div class="markdown">
      <For each={readMarkdown(props.text)}>{(block) => <BlockOf block={block} />}</For>
    </div>
  );
}

function BlockOf(props: { block: Block }): JSX.Element {
  const { block } = props;
  if (block.is === 'list') {
    const items = <For each={block.items}>{(parts) => <li>{inlines(parts)}</li>}</For>;
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  return <p classList={{ 'markdown-heading': block.is === 'heading' }}>{inlines(block.parts)}</p>;
}

function inlines(parts: readonly Inline[]): JSX.Element {
  return <For each={parts}>{(part) => <InlineOf part={part} />}</For>;
}

function InlineOf(props: { part: Inline }): JSX.Element {
  const part = props.part;
  return (
    <Switch>
      <Match when={part.is === 'text' && part}>{(text) => text().text}</Match>
      <Match when={part.is === 'strong' && part}>
        {(strong) => <strong>{inlines(strong().parts)}</strong>}
      </Match>
      <Match when={part.is === 'em' && part}>{(em) => <em>{inlines(em().parts)}</em>}</Match>
      <Match when={part.is === 'link' && part}>
        {(link) => (
          <a href={link().to} target="_blank" rel="noopener noreferrer">
            {inlines(link().parts)}
          </a>
        )}
      </Match>
    </Switch>
  );
}

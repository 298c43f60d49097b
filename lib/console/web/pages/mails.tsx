import { useEffect } from 'preact/hooks';
import type { KeptMail, KeptMails } from '../../contract';
import { CommandLine } from '../parts/command';
import { Facts } from '../parts/facts';
import { Loaded } from '../parts/loaded';
import { time, timeUtc } from '../parts/text';
import { useChoice } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';

const RELOAD_MS = 3000;
/** A list with more mails than this scrolls in itself, so that the chosen mail below it stays near. */
const TALL = 8;

/** Mails that the stand-in for SES kept, the newest first; the chosen one as HTML and as text. */
export function Mails({ session }: PageProps) {
  const kept = useResource<KeptMails>('/api/local/mails');
  const [chosen, choose] = useChoice('mail');
  const { reload } = kept;
  useEffect(() => {
    const timer = setInterval(reload, RELOAD_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <p class="muted">
        No mail leaves this machine. The function that sends notices runs once a minute; <code>consumer notify</code>{' '}
        sends at once.
      </p>
      <Loaded of={kept}>
        {({ mails }) =>
          mails.length === 0 ? (
            <p class="empty">
              {session.mails ? 'No mail was sent yet.' : 'This environment declares no notices in its platform.yaml.'}
            </p>
          ) : (
            <>
              <MailList mails={mails} chosen={chosen} choose={choose} />
              <ChosenMail mails={mails} chosen={chosen} pages={session.pages} />
            </>
          )
        }
      </Loaded>
      <CommandLine lines={['consumer notify RESELLER CONSUMERKEY --dry-run']} />
    </>
  );
}

function MailList({
  mails,
  chosen,
  choose,
}: {
  mails: readonly KeptMail[];
  chosen: string;
  choose: (index: string) => void;
}) {
  return (
    <div
      class={mails.length > TALL ? 'scroll tall mails' : 'scroll mails'}
      role="region"
      aria-label="Mails"
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Subject</th>
            <th scope="col">To</th>
            <th scope="col">Sent (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {mails
            .map(({ at, to, subject }, index) => (
              <tr key={index}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    aria-pressed={chosen === String(index)}
                    onClick={() => choose(String(index))}
                  >
                    {subject}
                  </button>
                </th>
                <td>{to.join(', ') || 'the alarm topic'}</td>
                <td class="nowrap">{time(at)}</td>
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  );
}

function ChosenMail({ mails, chosen, pages }: { mails: readonly KeptMail[]; chosen: string; pages: string }) {
  const mail = chosen === '' ? undefined : mails[Number(chosen)];
  if (!mail) return null;
  const { at, from, to, subject, text, html } = mail;
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">{subject}</h2>
      <Facts
        facts={[
          ['From', from],
          ['To', to.join(', ')],
          ['Sent', timeUtc(at)],
        ]}
      />
      {html && (
        <>
          <h3>As HTML</h3>
          {/* Without any permission: no scripts, no forms, no links that open. */}
          <iframe class="mail" sandbox="" src={`${pages}/mail/${chosen}`} title="The mail as HTML" />
        </>
      )}
      <h3>As text</h3>
      <pre role="region" aria-label="The mail as text" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several notifiers as one, each of which is told a thing once: where one of them fails, the repetition goes to that
 * one alone.
 *
 * <p>The last {@value #REMEMBERED} keys of each are remembered, in memory: after a restart a notice that was not
 * acknowledged may reach those again that had taken it. This class is thread-safe.
 */
public final class ToldOnce implements Notifier {

    /** How many keys are remembered for each notifier: some megabytes at the longest keys. */
    public static final int REMEMBERED = 10_000;

    private enum Progress {
        UNDER_WAY,
        TOLD
    }

    private final List<Recipient> recipients;

    private ToldOnce(List<Recipient> recipients) {
        this.recipients = recipients;
    }

    /** Returns a notifier that tells all of some, in this order. */
    public static ToldOnce each(List<Notifier> notifiers) {
        if (notifiers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Notifiers were none but must be one or more; use Notifier.logging() where there is no other.");
        }
        return new ToldOnce(notifiers.stream().map(Recipient::new).toList());
    }

    /**
     * Tells all that have not been told; one that fails does not keep it from the others.
     *
     * @throws DeliveryException if any failed; the others' failures are its suppressed ones
     */
    @Override
    public void send(Notice notice) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Recipient recipient : recipients) {
            try {
                recipient.tell(notice);
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            DeliveryException all = new DeliveryException(
                    failures.size() + " of " + recipients.size()
                            + " notifiers failed; they are told again under the same key.",
                    failures.get(0));
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }

    private static final class Recipient {

        private final Notifier notifier;
        private final Map<String, Progress> progress = new LinkedHashMap<>();

        Recipient(Notifier notifier) {
            this.notifier = notifier;
        }

        void tell(Notice notice) {
            String key = notice.dedupeKey();
            synchronized (progress) {
                Progress found = progress.putIfAbsent(key, Progress.UNDER_WAY);
                if (found == Progress.TOLD) {
                    return;
                }
                if (found == Progress.UNDER_WAY) {
                    throw new DeliveryException(
                            "Notice is being sent already and has not been acknowledged; it is tried again later.");
                }
            }
            // Forgotten again unless it was told, also where an Error ends the call.
            boolean told = false;
            try {
                notifier.send(notice);
                told = true;
            } finally {
                end(key, told ? Optional.of(Progress.TOLD) : Optional.empty());
            }
        }

        private void end(String key, Optional<Progress> reached) {
            synchronized (progress) {
                progress.remove(key);
                reached.ifPresent(it -> progress.put(key, it));
                if (progress.size() > REMEMBERED) {
                    progress.remove(progress.keySet().iterator().next());
                }
            }
        }
    }
}

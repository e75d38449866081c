package io.reelbudget.backtest;

import io.reelbudget.account.AccountPath;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEvent.Asked;
import io.reelbudget.history.JobEvent.Ended;
import io.reelbudget.history.JobEvent.Progressed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is recorded of one job: what it asked, and its attempts.
 *
 * @param account whose it is
 * @param asks the oldest first, one at least
 * @param attempts the oldest first; none where it never ran
 */
record RecordedJob(AccountPath account, List<Ask> asks, List<Attempt> attempts) {

    /**
     * One question.
     *
     * @param asked what and when
     * @param order its place among all events
     */
    record Ask(Asked asked, int order) {}

    /**
     * One attempt.
     *
     * @param begin what it was admitted as
     * @param progress what it said while it ran
     * @param end how it ended; empty where it still ran
     * @param order the end's place among all events
     */
    record Attempt(Asked begin, List<Progressed> progress, Optional<Ended> end, int order) {

        Optional<Duration> took() {
            return end.map(ended -> Duration.between(begin.at(), ended.at()));
        }
    }

    /** Puts events together by account and job, in the order of each job's first. */
    static Map<String, RecordedJob> of(List<JobEvent> events) {
        Map<String, RecordedJob> jobs = new LinkedHashMap<>();
        Map<String, List<Progressed>> progress = new HashMap<>();
        for (int order = 0; order < events.size(); order++) {
            JobEvent event = events.get(order);
            String key = key(event);
            if (event instanceof Asked asked) {
                RecordedJob job = jobs.computeIfAbsent(
                        key, each -> new RecordedJob(asked.account(), new ArrayList<>(), new ArrayList<>()));
                job.asks().add(new Ask(asked, order));
                if (asked.isAdmitted()) {
                    job.attempts().add(new Attempt(asked, List.of(), Optional.empty(), order));
                    progress.put(key, new ArrayList<>());
                }
            } else if (event instanceof Progressed said) {
                progress.computeIfAbsent(key, each -> new ArrayList<>()).add(said);
            } else if (event instanceof Ended ended && jobs.containsKey(key)) {
                jobs.get(key).end(ended, order, progress.getOrDefault(key, List.of()));
            }
        }
        return jobs;
    }

    static String key(JobEvent event) {
        return event.account() + " " + event.id();
    }

    private void end(Ended ended, int order, List<Progressed> said) {
        int last = attempts.size() - 1;
        if (last >= 0 && attempts.get(last).end().isEmpty()) {
            attempts.set(last, new Attempt(attempts.get(last).begin(), List.copyOf(said), Optional.of(ended), order));
        }
    }
}

package com.example.hooks;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A queue in memory. */
class WaitingRoom implements JobQueue {

    /** A job and who pays for it. */
    record Place(AccountPath account, QueuedJob job) {}

    final List<Place> places = new ArrayList<>();
    private final Map<IdempotencyKey, List<JobId>> done = new HashMap<>();

    synchronized void submit(AccountPath account, QueuedJob job) {
        places.add(new Place(account, job));
    }

    synchronized void start(JobId job) {
        places.removeIf(place -> place.job().job().id().equals(job));
    }

    @Override
    public synchronized List<QueuedJob> queued(AccountPath account) {
        return places.stream()
                .filter(place -> place.account().levels().contains(account))
                .map(Place::job)
                .toList();
    }

    @Override
    public synchronized List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        List<JobId> before = done.get(key);
        if (before != null) {
            return before;
        }
        List<JobId> replaced = new ArrayList<>();
        for (Replacement each : replacements) {
            for (int at = 0; at < places.size(); at++) {
                Place place = places.get(at);
                if (place.job().equals(each.queued())) {
                    places.set(at, new Place(place.account(), each.instead()));
                    replaced.add(each.instead().job().id());
                }
            }
        }
        done.put(key, List.copyOf(replaced));
        return List.copyOf(replaced);
    }

    @Override
    public void pause(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public void resume(AccountPath account, IdempotencyKey key, String reason) {}
}

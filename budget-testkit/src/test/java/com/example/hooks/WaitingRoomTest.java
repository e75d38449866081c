package com.example.hooks;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.testkit.hook.JobQueueContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A queue in memory")
class WaitingRoomTest extends JobQueueContract {

    private final WaitingRoom room = new WaitingRoom();

    @Override
    protected JobQueue create() {
        return room;
    }

    @Override
    protected void submit(AccountPath account, QueuedJob job) {
        room.submit(account, job);
    }

    @Override
    protected void start(AccountPath account, JobId job) {
        room.start(job);
    }
}

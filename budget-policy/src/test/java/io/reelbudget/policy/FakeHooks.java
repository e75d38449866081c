package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.ApprovalGate;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hooks that remember what they were asked, and whose next calls can be made to fail. */
final class FakeHooks implements JobQueue, Notifier, Provisioner, ApprovalGate {

    final List<QueuedJob> waiting = new CopyOnWriteArrayList<>();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<ApprovalRequest> questions = new CopyOnWriteArrayList<>();
    final List<InstanceRequest> requests = new CopyOnWriteArrayList<>();
    volatile Runnable beforeEachCall = () -> {};
    volatile int quota = Integer.MAX_VALUE;

    Hooks hooks() {
        return new Hooks(this, this, Optional.of(this), QualityLadder.standard(), Optional.of(this));
    }

    @Override
    public List<QueuedJob> queued(AccountPath account) {
        return waiting;
    }

    @Override
    public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        beforeEachCall.run();
        calls.add("replace " + replacements.size());
        List<JobId> replaced = new ArrayList<>();
        for (Replacement each : replacements) {
            int at = waiting.indexOf(each.queued());
            if (at >= 0) {
                waiting.set(at, each.instead());
                replaced.add(each.instead().job().id());
            }
        }
        return replaced;
    }

    @Override
    public void pause(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("pause");
    }

    @Override
    public void resume(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("resume");
    }

    @Override
    public void slowDown(AccountPath account, int mostAtOnce, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("slow down to " + mostAtOnce);
    }

    @Override
    public void fullSpeed(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("full speed");
    }

    @Override
    public void drain(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("drain");
    }

    @Override
    public void startQueued(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("start queued");
    }

    @Override
    public void cancel(AccountPath account, IdempotencyKey key, String reason) {
        beforeEachCall.run();
        calls.add("cancel");
    }

    @Override
    public void ask(ApprovalRequest request) {
        beforeEachCall.run();
        calls.add("ask " + request.question());
        questions.add(request);
    }

    @Override
    public void send(Notice notice) {
        beforeEachCall.run();
        calls.add("send " + notice.level());
        notices.add(notice);
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        requests.add(request);
        beforeEachCall.run();
        calls.add("provision " + request.instances());
        return new InstanceReceipt(Math.min(quota, request.instances()), "pool-1");
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        requests.add(request);
        beforeEachCall.run();
        calls.add("give back " + request.instances());
        return new InstanceReceipt(request.instances(), "pool-1");
    }
}

package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A platform that keeps its keys, names its instances, and can be made to fail after it had its effect. */
final class FakePlatform implements Provisioner {

    final Map<String, IdempotencyKey> alive = new LinkedHashMap<>();
    final Map<IdempotencyKey, InstanceReceipt> receipts = new HashMap<>();
    final List<InstanceRequest> requests = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    int quota = Integer.MAX_VALUE;
    boolean answersGetLost;
    private int started;

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        requests.add(request);
        InstanceReceipt receipt = receipts.computeIfAbsent(request.key(), key -> {
            List<String> ids = new ArrayList<>();
            while (ids.size() < request.instances() && alive.size() < quota) {
                String id = "i-" + ++started;
                alive.put(id, key);
                ids.add(id);
            }
            return new InstanceReceipt(ids.size(), "fake", ids);
        });
        if (answersGetLost) {
            throw new IllegalStateException("The connection broke.");
        }
        return receipt;
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return receipts.computeIfAbsent(request.key(), key -> {
            List<String> newest = new ArrayList<>(alive.keySet());
            List<String> ids = newest.subList(Math.max(0, newest.size() - request.instances()), newest.size());
            return gone(List.copyOf(ids));
        });
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        return Optional.of(alive.entrySet().stream()
                .map(each -> new RunningInstance(each.getKey(), each.getValue()))
                .toList());
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return receipts.computeIfAbsent(
                key, each -> gone(ids.stream().filter(alive::containsKey).toList()));
    }

    private InstanceReceipt gone(List<String> ids) {
        ids.forEach(alive::remove);
        stopped.addAll(ids);
        return new InstanceReceipt(ids.size(), "fake", ids);
    }
}

package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A platform that keeps its keys, names its instances, and can be made to fail after or before it had its effect. */
final class FakePlatform implements Provisioner {

    final Map<String, IdempotencyKey> alive = new LinkedHashMap<>();
    final Map<IdempotencyKey, InstanceReceipt> receipts = new HashMap<>();
    final List<InstanceRequest> requests = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();

    /** For whom those run that it was asked for. */
    private final Map<String, AccountPath> owners = new HashMap<>();

    /** Those that it says it stops, and that finish their job first. */
    final Set<String> draining = new HashSet<>();

    /** Orders that it refuses. */
    final Set<IdempotencyKey> refused = new HashSet<>();

    int quota = Integer.MAX_VALUE;
    boolean answersGetLost;
    boolean drains;
    boolean isBusy;
    boolean cannotList;
    boolean cannotStop;
    private int started;

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        requests.add(request);
        if (refused.contains(request.key())) {
            throw new IllegalStateException("InstanceLimitExceeded");
        }
        return answered(request.key(), () -> {
            List<String> ids = new ArrayList<>();
            while (ids.size() < request.instances() && alive.size() < quota) {
                String id = "i-" + ++started;
                alive.put(id, request.key());
                owners.put(id, request.account());
                ids.add(id);
            }
            return new InstanceReceipt(ids.size(), "fake", ids);
        });
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return answered(request.key(), () -> {
            List<String> newest = new ArrayList<>(alive.keySet());
            newest.removeAll(draining);
            List<String> ids = newest.subList(Math.max(0, newest.size() - request.instances()), newest.size());
            return gone(List.copyOf(ids));
        });
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        if (cannotList) {
            throw new IllegalStateException("The list was away.");
        }
        return Optional.of(alive.entrySet().stream()
                .filter(each -> owners.getOrDefault(each.getKey(), account).equals(account))
                .map(each -> new RunningInstance(each.getKey(), each.getValue()))
                .toList());
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        if (cannotStop) {
            throw new IllegalStateException("The connection broke before.");
        }
        return answered(key, () -> gone(ids.stream().filter(alive::containsKey).toList()));
    }

    private InstanceReceipt answered(IdempotencyKey key, Supplier<InstanceReceipt> work) {
        InstanceReceipt known = receipts.get(key);
        InstanceReceipt receipt = known == null ? work.get() : known;
        receipts.put(key, receipt);
        if (answersGetLost) {
            throw new IllegalStateException("The connection broke.");
        }
        return receipt;
    }

    private InstanceReceipt gone(List<String> ids) {
        if (isBusy) {
            return new InstanceReceipt(0, "busy");
        }
        if (drains) {
            draining.addAll(ids);
        } else {
            ids.forEach(alive::remove);
            stopped.addAll(ids);
        }
        return new InstanceReceipt(ids.size(), "fake", ids);
    }

    /** Those that were asked to stop have finished their jobs. */
    void finishDraining() {
        draining.forEach(alive::remove);
        stopped.addAll(draining);
        draining.clear();
    }
}

package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance that is held for.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param hold what is held for it
 * @param offer its type, by the name of the offer
 * @param request the key of the request that asked for it
 * @param number its number among those of the request, from 0
 * @param id its name at the platform, once a receipt told it
 */
public record FleetSlot(OpenHold hold, String offer, IdempotencyKey request, int number, Optional<String> id) {

    /** The label of holds that are for instances: the name of the offer. */
    public static final String LABEL_OFFER = "fleet.offer";

    /** The label that says by which request an instance was asked for. */
    public static final String LABEL_REQUEST = "fleet.request";

    /** The label that says which of a request's instances it is. */
    public static final String LABEL_NUMBER = "fleet.number";

    /** The label of the last capture that says how an instance ended. */
    public static final String LABEL_ENDED = "fleet.ended";

    /** Returns the slot that a hold is for, if it is for an instance. */
    static Optional<FleetSlot> of(OpenHold hold) {
        Map<String, String> labels = hold.labels().values();
        String offer = labels.get(LABEL_OFFER);
        String request = labels.get(LABEL_REQUEST);
        String number = labels.get(LABEL_NUMBER);
        if (offer == null || request == null || number == null || !request.matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        IdempotencyKey key = new IdempotencyKey(
                Long.parseUnsignedLong(request.substring(0, 16), 16),
                Long.parseUnsignedLong(request.substring(16), 16));
        return number.matches("[0-9]{1,5}")
                ? Optional.of(new FleetSlot(hold, offer, key, Integer.parseInt(number), Optional.empty()))
                : Optional.empty();
    }

    /** Returns whether a hold is for an instance, and not for a job. */
    public static boolean isOne(OpenHold hold) {
        return of(hold).isPresent();
    }

    FleetSlot named(String name) {
        return new FleetSlot(hold, offer, request, number, Optional.of(name));
    }

    HoldId holdId() {
        return hold.id();
    }

    /** Returns the name it goes by: the platform's, or else the hold's. */
    public String name() {
        return id.orElseGet(() -> hold.id().toString());
    }

    Amount held() {
        return hold.amount();
    }

    Instant ordered() {
        return hold.placed();
    }
}

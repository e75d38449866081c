package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance that is held for.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class FleetSlot {

    /** The label of holds that are for instances: the name of the offer. */
    public static final String LABEL_OFFER = "fleet.offer";

    /** The label that says by which request an instance was asked for. */
    public static final String LABEL_REQUEST = "fleet.request";

    /** The label that says which of a request's instances it is. */
    public static final String LABEL_NUMBER = "fleet.number";

    /** The label of a capture that says until when it posts. */
    public static final String LABEL_UNTIL = "fleet.until";

    /** The label of the last capture that says how an instance ended. */
    public static final String LABEL_ENDED = "fleet.ended";

    private final OpenHold hold;
    private final SlotState state;

    /** The name by the receipt, empty for one without; empty where there is no receipt yet. */
    private final Optional<String> told;

    private FleetSlot(OpenHold hold, SlotState state, Optional<String> told) {
        this.hold = hold;
        this.state = state;
        this.told = told;
    }

    static FleetSlot of(OpenHold hold, SlotState state) {
        return new FleetSlot(hold, state, state.told());
    }

    /** Returns the slot that a hold is for, if it is for an instance. */
    static Optional<FleetSlot> of(OpenHold hold) {
        return SlotState.read(hold.labels(), hold.amount().unit()).map(state -> of(hold, state));
    }

    /** Returns whether a hold is for an instance, and not for a job. */
    public static boolean isOne(OpenHold hold) {
        return hold.labels().values().containsKey(LABEL_OFFER);
    }

    /**
     * Returns the instances that holds are for, in the order of their orders: each once, also where it has an old and a
     * new hold for a moment.
     */
    public static List<FleetSlot> among(List<OpenHold> holds) {
        Map<String, FleetSlot> newest = new HashMap<>();
        holds.stream()
                .flatMap(hold -> of(hold).stream())
                .forEach(slot -> newest.merge(
                        slot.state.instance(),
                        slot,
                        (one, other) -> one.state.generation() > other.state.generation() ? one : other));
        List<FleetSlot> slots = new ArrayList<>(newest.values());
        slots.sort(Comparator.comparing(FleetSlot::ordered)
                .thenComparing(slot -> slot.request().toString())
                .thenComparing(FleetSlot::number));
        return List.copyOf(slots);
    }

    FleetSlot told(String name) {
        return new FleetSlot(hold, state, Optional.of(name));
    }

    /** Returns what is held for it. */
    public OpenHold hold() {
        return hold;
    }

    /** Returns its type, by the name of the offer. */
    public String offer() {
        return state.offer();
    }

    /** Returns the key of the request that asked for it. */
    public IdempotencyKey request() {
        return state.request();
    }

    /** Returns its number among those of the request, from 0. */
    public int number() {
        return state.number();
    }

    /** Returns its name at the platform; empty until a receipt told it, and where it has none. */
    public Optional<String> id() {
        return told.filter(name -> !name.isEmpty());
    }

    /** Returns the name it goes by: the platform's, or else the hold's. */
    public String name() {
        return id().orElseGet(() -> hold.id().toString());
    }

    /** Returns when it was ordered. */
    public Instant ordered() {
        return state.ordered();
    }

    /** Returns from when on its cost is held for and not posted yet. */
    public Instant postedUntil() {
        return state.from();
    }

    /** Returns when it can take a job: its boot is over then. */
    public Instant ready() {
        return state.ordered().plus(state.price().boot());
    }

    /** Returns whether it was asked to stop, and may be finishing its job. */
    public boolean isLeaving() {
        return state.leaving().isPresent();
    }

    /** Returns whether a receipt said that it was started. */
    boolean isConfirmed() {
        return told.isPresent();
    }

    SlotState state() {
        return state;
    }

    InstancePrice price() {
        return state.price();
    }

    Optional<String> told() {
        return told;
    }

    HoldId holdId() {
        return hold.id();
    }

    Amount held() {
        return hold.amount();
    }

    @Override
    public String toString() {
        return name() + " (" + offer() + ", ordered " + ordered() + ")";
    }
}

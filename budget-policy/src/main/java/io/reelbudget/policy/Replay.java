package io.reelbudget.policy;

import java.util.Optional;

/**
 * A recorded decision beside what a policy decides now about the same inputs.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param recorded what was decided then
 * @param now what is decided now; empty where the inputs were not recorded
 * @param isSame whether both are equal in every part: verdict, actions with all their texts and jobs, reason, numbers,
 *     counterfactual and steps
 */
public record Replay(RecordedDecision recorded, Optional<Decision> now, boolean isSame) {}

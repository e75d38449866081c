package io.reelbudget.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.reelbudget.telemetry.Step;

/**
 * The names of a step and of its tags.
 *
 * @param step which
 * @param tags the host's own, for all of them
 */
record StepConvention(Step step, Tags tags) implements ObservationConvention<StepContext> {

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StepContext;
    }

    @Override
    public String getName() {
        return BudgetMeter.PREFIX + step.kind();
    }

    @Override
    public String getContextualName(StepContext context) {
        return "budget " + step.kind() + (step.isHook() ? " " + step.hook() : "");
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StepContext context) {
        KeyValues values = KeyValues.of(
                        "outcome",
                        context.outcome().name(),
                        "reason",
                        context.outcome().reason())
                .and(tags.stream()
                        .map(tag -> KeyValue.of(tag.getKey(), tag.getValue()))
                        .toList());
        KeyValues own = step.isHook() ? values.and("hook", step.hook()) : values;
        return context.accountTag()
                .map(account -> own.and(AccountTags.KEY, account))
                .orElse(own);
    }

    /** Traces know the account always; meters never see these. */
    @Override
    public KeyValues getHighCardinalityKeyValues(StepContext context) {
        return KeyValues.of("reelbudget.account.path", context.account().toString());
    }
}

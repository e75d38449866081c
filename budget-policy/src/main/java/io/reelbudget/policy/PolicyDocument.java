package io.reelbudget.policy;

import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A policy as a JSON document: what an account's owner keeps in a file or sends to an API. The schema is
 * {@link #schema()}; what it leaves open, such as steps in a contradictory order, is refused here, with the path of the
 * mistake.
 *
 * <p>This class is immutable and thread-safe. Two documents are equal if they say the same in the same order.
 */
public final class PolicyDocument {

    /**
     * How long a document may be without blanks between its parts, in characters: it stands in each of a ledger's
     * notes.
     */
    public static final int MAX_CHARACTERS = 4_096;

    private static final String FORMAT = "reelbudget-policy-1";

    private final String json;
    private final Parts parts;

    /** What becomes a policy once it is known what jobs cost. */
    private interface Parts {
        AccountPolicy policy(Circumstances account);
    }

    /** What a document leaves to the account that it is adopted for. */
    private record Circumstances(QualityLadder ladder, JobPricing pricing, Optional<FleetTerms> fleet) {}

    /** Whether a policy acts or only says what it would do. */
    private enum Mode {
        ACT,
        RECOMMEND
    }

    /** The policies that a document can name. */
    private enum Kind {
        REDUCE_QUALITY,
        PRIORITISE_QUALITY,
        PRIORITISE_AVAILABILITY,
        GRADUATED
    }

    private PolicyDocument(String json, Parts parts) {
        this.json = json;
        this.parts = parts;
    }

    /**
     * Reads a document.
     *
     * @throws PolicyDocumentException if it is no valid policy, with the path of the mistake
     */
    public static PolicyDocument parse(String json) {
        PolicyPart root = PolicyPart.document(json);
        root.allowing(
                "$schema",
                "format",
                "description",
                "mode",
                "policy",
                "together",
                "name",
                "when",
                "neverBelow",
                "instances",
                "steps");
        PolicyPart format = root.required("format");
        if (!format.text().equals(FORMAT)) {
            throw format.wrong("\"" + FORMAT + "\"");
        }
        root.optional("description").ifPresent(PolicyPart::text);
        Mode mode = root.optionalConstant("mode", Mode.class, Mode.ACT);
        Parts parts = root.exactlyOne("policy", "together").equals("policy") ? one(root) : together(root);
        PolicyDocument document = new PolicyDocument(
                root.node().toString(),
                mode == Mode.ACT
                        ? parts
                        : account -> {
                            AccountPolicy acting = parts.policy(account);
                            return new AccountPolicy(acting.policy().recommendingOnly(), acting.threshold());
                        });
        if (document.json.length() > MAX_CHARACTERS) {
            throw new PolicyDocumentException(
                    "$",
                    "had " + document.json.length() + " characters but must have at most " + MAX_CHARACTERS
                            + " without blanks; shorten its description and names.",
                    null);
        }
        // What only shows when all is put together must not wait for the first evaluation.
        root.make(() -> document.policy(QualityLadder.standard(), job -> {
            throw new IllegalStateException("Nothing is priced while a document is read.");
        }));
        return document;
    }

    /** Returns the JSON schema of documents. */
    public static String schema() {
        String name = "policy.schema.json";
        try (InputStream in = PolicyDocument.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "This build of budget-policy has no " + name + " but must have it; use a released one.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("The bundled " + name + " cannot be read; use an undamaged jar.", failed);
        }
    }

    /** Returns the document without blanks. */
    public String json() {
        return json;
    }

    /**
     * Returns the policy and its threshold.
     *
     * @param ladder what a rendition may be replaced by
     * @param pricing what a job would cost
     */
    public AccountPolicy policy(QualityLadder ladder, JobPricing pricing) {
        return parts.policy(new Circumstances(ladder, pricing, Optional.empty()));
    }

    /**
     * Returns the policy of an account whose instances have types and prices. A policy that starts instances starts
     * those; of what the document says about instances, {@code maximum} counts, where it is less.
     */
    public AccountPolicy policy(QualityLadder ladder, JobPricing pricing, FleetTerms fleet) {
        return parts.policy(new Circumstances(ladder, pricing, Optional.of(fleet)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyDocument that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }

    private static Parts together(PolicyPart root) {
        root.forbid("policies together, each of which has its own", "name", "when", "neverBelow", "instances", "steps");
        List<Parts> each = new ArrayList<>();
        for (PolicyPart part : root.list("together")) {
            part.allowing("policy", "name", "when", "neverBelow", "instances", "steps");
            each.add(one(part));
        }
        PolicyPart list = root.required("together");
        return account -> AccountPolicy.of(list.make(() -> ScalingPolicy.together(each.stream()
                .map(part -> part.policy(account))
                .map(part -> part.policy().at(part.threshold()))
                .toList())));
    }

    private static Parts one(PolicyPart part) {
        Kind kind = part.required("policy").constant(Kind.class);
        String what = "policy " + kind;
        OptionalInt floor = part.optionalInteger("neverBelow");
        if (kind == Kind.GRADUATED) {
            part.forbid(what + ", whose steps have their own", "when", "instances", "neverBelow");
            return graduated(part);
        }
        part.forbid(what, "name", "steps");
        if (kind != Kind.PRIORITISE_QUALITY) {
            part.forbid(what, "instances");
        }
        if (kind != Kind.REDUCE_QUALITY) {
            part.forbid(what, "neverBelow");
        }
        Threshold threshold =
                part.optional("when").map(PolicyDocument::threshold).orElseGet(Threshold::standard);
        Optional<FleetLimits> limits = part.optional("instances").map(PolicyDocument::instances);
        floor.ifPresent(side ->
                part.required("neverBelow").make(() -> QualityLadder.standard().neverBelow(side)));
        return account -> new AccountPolicy(
                switch (kind) {
                    case REDUCE_QUALITY ->
                        ScalingPolicy.reduceQuality(
                                floor.isPresent() ? account.ladder().neverBelow(floor.getAsInt()) : account.ladder(),
                                account.pricing());
                    case PRIORITISE_QUALITY -> prioritiseQuality(limits, account.fleet());
                    case PRIORITISE_AVAILABILITY, GRADUATED -> ScalingPolicy.prioritiseAvailability();
                },
                threshold);
    }

    private static ScalingPolicy prioritiseQuality(Optional<FleetLimits> limits, Optional<FleetTerms> fleet) {
        if (fleet.isEmpty()) {
            return ScalingPolicy.prioritiseQuality(limits.orElseGet(FleetLimits::standard));
        }
        FleetTerms terms = fleet.get();
        int most = limits.map(FleetLimits::maximumInstances).orElse(terms.mostInstances());
        return ScalingPolicy.prioritiseQuality(new FleetTerms(
                terms.offers(),
                Math.min(most, terms.mostInstances()),
                terms.probability(),
                terms.cap(),
                terms.scaleIn()));
    }

    private static Parts graduated(PolicyPart part) {
        String name = part.optional("name").map(PolicyPart::text).orElse("graduated");
        List<Step> steps = part.list("steps").stream().map(PolicyDocument::step).toList();
        return account -> AccountPolicy.of(
                part.make(() -> ScalingPolicy.graduated(name, steps, account.ladder(), account.pricing())));
    }

    private static Step step(PolicyPart part) {
        part.allowing("do", "name", "when", "coolDown", "rearming", "consent", "mostAtOnce", "neverBelow");
        Measure measure = part.required("do").constant(Measure.class);
        String usual = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Threshold when = threshold(part.required("when"));
        OptionalInt floor = part.optionalInteger("neverBelow");
        floor.ifPresent(side ->
                part.required("neverBelow").make(() -> QualityLadder.standard().neverBelow(side)));
        return part.make(() -> new Step(
                part.optional("name").map(PolicyPart::text).orElse(usual),
                measure,
                when,
                part.optional("coolDown").map(PolicyPart::duration).orElse(Step.USUAL_COOL_DOWN),
                part.optionalConstant("rearming", Step.Rearming.class, Step.Rearming.AT_RECOVERY),
                part.optionalConstant("consent", Step.Consent.class, Step.Consent.AUTOMATIC),
                part.optionalInteger("mostAtOnce"),
                floor));
    }

    private static Threshold threshold(PolicyPart part) {
        part.allowing("within", "probability", "shareLeft", "beforeRenewal", "hysteresis");
        String kind = part.exactlyOne("within", "shareLeft", "beforeRenewal");
        if (!kind.equals("within")) {
            part.forbid(kind, "probability");
        }
        double hysteresis = part.optional("hysteresis").map(PolicyPart::decimal).orElse(Threshold.USUAL_HYSTERESIS);
        Duration time = kind.equals("within") ? part.required(kind).duration() : Duration.ZERO;
        double probability =
                part.optional("probability").map(PolicyPart::decimal).orElse(0.5);
        return part.make(() -> switch (kind) {
            case "within" -> Threshold.of(time, probability).withHysteresis(hysteresis);
            case "shareLeft" ->
                Threshold.ofShareLeft(part.required(kind).decimal()).withHysteresis(hysteresis);
            default -> Threshold.ofProbability(part.required(kind).decimal()).withHysteresis(hysteresis);
        });
    }

    private static FleetLimits instances(PolicyPart part) {
        part.allowing("maximum", "processorsEach", "boot");
        FleetLimits usual = FleetLimits.standard();
        int maximum = part.optionalInteger("maximum").orElse(usual.maximumInstances());
        double processors =
                part.optional("processorsEach").map(PolicyPart::decimal).orElse(usual.processorsPerInstance());
        Duration boot = part.optional("boot").map(PolicyPart::duration).orElse(usual.bootTime());
        return part.make(() -> new FleetLimits(maximum, processors, boot));
    }
}

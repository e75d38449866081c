package io.reelbudget.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the walls that {@code docs/architecture.md} draws, over the classes as they were built. */
@DisplayName("The architecture")
class ArchitectureTest {

    private static final String[] CORE = {
        "io.reelbudget.money..",
        "io.reelbudget.account..",
        "io.reelbudget.ledger..",
        "io.reelbudget.job..",
        "io.reelbudget.rate..",
        "io.reelbudget.licence..",
        "io.reelbudget.price..",
        "io.reelbudget.runway..",
        "io.reelbudget.telemetry..",
        "io.reelbudget.usage.."
    };

    /** What a host links; the programs beside them may print and read clocks. */
    private static final String[] PROGRAMS = {
        "io.reelbudget.cli..", "io.reelbudget.examples..", "io.reelbudget.trainer.."
    };

    private static final int FEWEST_CLASSES = 400;

    private static final JavaClasses BUILT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.reelbudget");

    @Test
    void is_checked_on_the_whole_library() {
        assertThat(BUILT).hasSizeGreaterThan(FEWEST_CLASSES);
        for (String part :
                new String[] {"money", "forecast", "estimator", "policy", "store", "ffmpeg", "trainer", "cli"}) {
            assertThat(BUILT.that(resideInAPackage("io.reelbudget." + part + "..")))
                    .as(part)
                    .isNotEmpty();
        }
    }

    @Test
    void has_a_core_that_knows_nothing_around_it() {
        noClasses()
                .that(resideInAnyPackage(CORE))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.reelbudget..").and(DescribedPredicate.not(resideInAnyPackage(CORE))))
                .check(BUILT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast", "estimator", "policy", "store", "ffmpeg"})
    void has_siblings_that_see_the_core_only(String sibling) {
        String own = "io.reelbudget." + sibling + "..";
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(CORE).or(resideInAPackage(own));
        noClasses()
                .that(resideInAPackage(own))
                .should()
                .dependOnClassesThat(resideInAPackage("io.reelbudget..").and(DescribedPredicate.not(allowed)))
                .check(BUILT);
    }

    @Test
    void has_no_cycles_between_features() {
        slices().matching("io.reelbudget.(*)..").should().beFreeOfCycles().check(BUILT);
    }

    @Test
    void has_names_that_say_something() {
        noClasses()
                .should(haveNameMatching(".*(Utils?|Helper|Manager|Impl|Processor)$"))
                .check(BUILT);
    }

    @Test
    void takes_time_and_randomness_from_outside() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(PROGRAMS)))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(BUILT);
    }

    @Test
    void prints_nothing_from_the_library() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(PROGRAMS)))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(BUILT);
    }

    @Test
    void keeps_binary_fractions_out_of_the_ledger() {
        String[] exact = {"io.reelbudget.money..", "io.reelbudget.account..", "io.reelbudget.ledger.."};
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(exact))
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .check(BUILT);
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(exact))
                .should(mentionNo(
                        "binary fractions",
                        type -> type.isEquivalentTo(double.class)
                                || type.isEquivalentTo(float.class)
                                || type.isEquivalentTo(Double.class)))
                .check(BUILT);
    }

    @Test
    void hides_other_peoples_types_behind_its_own() {
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAPackage("io.reelbudget.."))
                .and()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .haveModifier(JavaModifier.PUBLIC)
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.not(resideInAnyPackage(PROGRAMS)))
                .should(mentionNo(
                        "third-party types",
                        type -> type.getPackageName().startsWith("org.apache.commons.math3")
                                || type.getPackageName().startsWith("ai.onnxruntime")
                                || type.getPackageName().startsWith("tools.jackson")
                                || type.getPackageName().startsWith("org.postgresql")
                                || type.getPackageName().startsWith("org.flywaydb")
                                || type.getPackageName().startsWith("ml.dmlc")))
                .check(BUILT);
    }

    @Test
    void lets_nobody_extend_what_is_not_made_for_it() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(DescribedPredicate.not(resideInAnyPackage(PROGRAMS)))
                .and(DescribedPredicate.not(resideInAPackage("..internal..")))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("an enum whose constants have bodies is not final, and nobody can extend it")
                .check(BUILT);
    }

    private static ArchCondition<JavaMethod> mentionNo(String what, java.util.function.Predicate<JavaClass> banned) {
        return new ArchCondition<>("mention no " + what + " in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean found = banned.test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(banned);
                if (found) {
                    events.add(SimpleConditionEvent.violated(method, method.getDescription() + " mentions " + what));
                }
            }
        };
    }
}

package io.reelbudget.policy.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A document of prices")
class PriceDocumentTest {

    private static final JsonSchema CARDS = new JsonSchema(RateCardDocument.schema());
    private static final JsonSchema CATALOGUES = new JsonSchema(LicenceCatalogueDocument.schema());
    private static final String CARD = Resource.text("every-field-card.json");
    private static final String COMPUTE = Resource.text("compute-card.json");
    private static final String CATALOGUE = Resource.text("every-field-catalogue.json");

    @ParameterizedTest
    @EnumSource(PricePreset.class)
    void keeps_the_schema_if_it_is_a_preset_card(PricePreset preset) {
        assertThat(CARDS.complaints(preset.json())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LicencePreset.class)
    void keeps_the_schema_if_it_is_a_preset_catalogue(LicencePreset preset) {
        assertThat(CATALOGUES.complaints(preset.json())).isEmpty();
    }

    @Test
    void may_have_every_field_that_there_is() {
        assertThat(CARDS.complaints(CARD)).isEmpty();
        assertThat(RateCardDocument.parse(CARD).tierDiscounts()).containsKey("gold");
        assertThat(CARDS.complaints(COMPUTE)).isEmpty();
        assertThat(RateCardDocument.parse(COMPUTE).version()).isEqualTo("compute-1");
        assertThat(CATALOGUES.complaints(CATALOGUE)).isEmpty();
        assertThat(LicenceCatalogueDocument.parse(CATALOGUE).rules()).hasSize(1);
    }

    static Stream<Arguments> mistakesThatTheSchemaSeesToo() {
        return Stream.of(
                card("\"unit\": \"PT1S\"", "\"unti\": \"PT1S\"", "$.rounding.unti"),
                card("\"version\": \"every-1\"", "\"version\": \"a b\"", "$"),
                card("\"version\": \"every-1\",", "", "$.version"),
                card("2026-11-01T00:00:00Z", "1 November", "$.effectiveFrom"),
                card("\"currency\": \"USD\"", "\"currency\": \"USD\", \"computeUnit\": \"vCPU-s\"", "$"),
                card("\"currency\": \"USD\"", "\"currency\": \"dollars\"", "$.currency"),
                card("\"price\": \"0.01\"", "\"price\": 0.01", "$.minutes.tiers.steps[0].price"),
                card("\"price\": \"0.01\"", "\"price\": \"1e-2\"", "$.minutes.tiers.steps[0].price"),
                card("\"price\": \"0.01\"", "\"price\": \"-0.01\"", "$.minutes.tiers.steps[0]"),
                card("\"upTo\": 100", "\"upTo\": \"100\"", "$.minutes.tiers.steps[0].upTo"),
                card("\"mode\": \"GRADUATED\"", "\"mode\": \"TIERED\"", "$.minutes.tiers.mode"),
                card("\"H264\": \"1\"", "\"X264\": \"1\"", "$.minutes.codecs.X264"),
                card("\"passes\": {\"1\"", "\"passes\": {\"one\"", "$.minutes.passes.one"),
                card("\"tiers\": {", "\"base\": \"1\", \"tiers\": {", "$.minutes"),
                card(
                        "\"perMinute\": \"0.003\"",
                        "\"perMinute\": \"0.003\", \"minutes\": \"1\"",
                        "$.minutes.addends[0]"),
                card("\"within\": \"PT1H\"", "\"within\": \"1h\"", "$.service.deadlines[0].within"),
                card("\"HIGH\"", "\"URGENT\"", "$.service.priorities.URGENT"),
                card("\"gold\": \"0.1\"", "\"gold\": \"1.1\"", "$"),
                compute("\"ON_DEMAND\": \"0.085\"", "\"SPOTTY\": \"0.085\"", "$.compute.instances[0].perHour.SPOTTY"),
                compute("\"processors\": 2", "\"processors\": 0", "$.compute.instances[0]"),
                compute("\"compute\": {", "\"minutes\": {}, \"compute\": {", "$"),
                compute("\"compute\": {", "\"processorHours\": {}, \"compute\": {", "$"),
                catalogue("\"basis\": \"OUTPUT_MINUTE\"", "\"basis\": \"MINUTE\"", "$.fees[0].basis"),
                catalogue("\"price\": \"0.002\"", "\"price\": \"0.002\", \"share\": \"0.02\"", "$.fees[0]"),
                catalogue("\"id\": \"minutes\"", "\"id\": \"Minutes!\"", "$.fees[0]"),
                catalogue("\"recovery\": \"AMORTISED\"", "\"recovery\": \"FULL\"", "$.fees[0].recovery"),
                catalogue(
                        "\"fees\": [\"minutes\", \"titles\"], \"times\"",
                        "\"fees\": [\"minutes\"], \"times\"",
                        "$.rules[0]"));
    }

    static Stream<Arguments> contradictionsThatOnlyTheReaderSees() {
        return Stream.of(
                card("\"upTo\": 100", "\"upTo\": 900", "$.minutes.tiers"),
                card("\"longSide\": 1920", "\"longSide\": 900", "$.minutes.classes[1]"),
                card("\"shortSide\": 1080", "\"shortSide\": 700", "$.minutes"),
                card("\"upTo\": \"60\"", "\"upTo\": \"20\"", "$.minutes"),
                card("\"within\": \"PT8H\"", "\"within\": \"PT30M\"", "$.service"),
                compute("\"purchase\": \"ON_DEMAND\"", "\"purchase\": \"RESERVED\"", "$.compute"),
                catalogue("\"effectiveTo\": \"2028", "\"effectiveTo\": \"2020", "$.fees[0]"),
                catalogue(
                        "\"fees\": [\"minutes\", \"titles\"], \"times\"",
                        "\"fees\": [\"minutes\", \"title\"], \"times\"",
                        "$"),
                catalogue("\"kind\": \"BUNDLE\"", "\"kind\": \"OFFSET\"", "$.rules[0]"),
                catalogue("\"id\": \"titles\"", "\"id\": \"minutes\"", "$"));
    }

    @ParameterizedTest
    @MethodSource("mistakesThatTheSchemaSeesToo")
    void is_refused_with_the_path_of_a_mistake(
            String json, Function<String, ?> reader, JsonSchema schema, String path) {
        assertThat(refusal(json, reader).path()).isEqualTo(path);
        assertThat(schema.complaints(json)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("contradictionsThatOnlyTheReaderSees")
    void is_refused_with_the_path_of_a_contradiction(
            String json, Function<String, ?> reader, JsonSchema schema, String path) {
        assertThat(refusal(json, reader).path()).isEqualTo(path);
    }

    @Test
    void says_what_was_wrong_what_it_must_be_and_what_to_do() {
        assertThatThrownBy(() -> RateCardDocument.parse(CARD.replace("\"unit\": \"PT1S\"", "\"unti\": \"PT1S\"")))
                .isInstanceOf(PriceDocumentException.class)
                .hasMessage("At $.rounding.unti: is a field that is unknown but must be one of [unit, minimum]; correct"
                        + " its name or remove it.");
        assertThatThrownBy(() -> RateCardDocument.parse(CARD.replace("\"price\": \"0.01\"", "\"price\": 0.01")))
                .hasMessage("At $.minutes.tiers.steps[0].price: was 0.01 but must be a decimal as a text, such as"
                        + " \"1.25\"; correct it.");
    }

    @Test
    void is_refused_if_it_is_no_json_repeats_a_field_or_is_another_document() {
        assertThat(refusal("{", RateCardDocument::parse).path()).isEqualTo("$");
        assertThat(refusal("[]", RateCardDocument::parse).path()).isEqualTo("$");
        assertThat(refusal("", RateCardDocument::parse).path()).isEqualTo("$");
        assertThat(refusal("null", RateCardDocument::parse).path()).isEqualTo("$");
        assertThat(refusal(CARD + "{}", RateCardDocument::parse).path()).isEqualTo("$");
        assertThat(refusal(CARD.replaceFirst("\\{", "{\"version\": \"twice\","), RateCardDocument::parse)
                        .path())
                .isEqualTo("$");
        assertThat(refusal(CARD, LicenceCatalogueDocument::parse).path()).isEqualTo("$.format");
        assertThat(refusal("[".repeat(5_000), RateCardDocument::parse).path()).isEqualTo("$");
    }

    private static PriceDocumentException refusal(String json, Function<String, ?> reader) {
        PriceDocumentException refusal = catchThrowableOfType(PriceDocumentException.class, () -> reader.apply(json));
        assertThat(refusal).as(json).isNotNull();
        return refusal;
    }

    private static Arguments card(String sound, String mistake, String path) {
        Function<String, ?> reader = RateCardDocument::parse;
        return Arguments.of(with(CARD, sound, mistake), reader, CARDS, path);
    }

    private static Arguments compute(String sound, String mistake, String path) {
        Function<String, ?> reader = RateCardDocument::parse;
        return Arguments.of(with(COMPUTE, sound, mistake), reader, CARDS, path);
    }

    private static Arguments catalogue(String sound, String mistake, String path) {
        Function<String, ?> reader = LicenceCatalogueDocument::parse;
        return Arguments.of(with(CATALOGUE, sound, mistake), reader, CATALOGUES, path);
    }

    private static String with(String document, String sound, String mistake) {
        assertThat(document).contains(sound);
        int at = document.indexOf(sound);
        return document.substring(0, at) + mistake + document.substring(at + sound.length());
    }
}

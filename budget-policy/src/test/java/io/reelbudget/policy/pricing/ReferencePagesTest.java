package io.reelbudget.policy.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reference pages about prices")
class ReferencePagesTest {

    private static final Path PAGES = Path.of("..", "docs", "reference");
    private static final Pattern SNIPPET = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    @Test
    void show_rate_cards_that_can_be_read_and_keep_the_schema() throws IOException {
        JsonSchema schema = new JsonSchema(RateCardDocument.schema());
        List<String> snippets = snippets("rate-card.md");

        assertThat(snippets).hasSize(3);
        assertThat(snippets).allSatisfy(json -> {
            assertThat(schema.complaints(json)).isEmpty();
            assertThat(RateCardDocument.parse(json).version()).endsWith("-2026-11");
        });
    }

    @Test
    void show_a_licence_catalogue_that_can_be_read_and_keeps_the_schema() throws IOException {
        JsonSchema schema = new JsonSchema(LicenceCatalogueDocument.schema());
        List<String> snippets = snippets("licence-catalogue.md");

        assertThat(snippets).singleElement().satisfies(json -> {
            assertThat(schema.complaints(json)).isEmpty();
            assertThat(LicenceCatalogueDocument.parse(json).fees()).hasSize(5);
        });
    }

    @Test
    void name_every_preset() throws IOException {
        String cards = Files.readString(PAGES.resolve("rate-card.md"));
        String catalogues = Files.readString(PAGES.resolve("licence-catalogue.md"));

        for (PricePreset preset : PricePreset.values()) {
            assertThat(cards).contains("`" + preset.name() + "`");
        }
        for (LicencePreset preset : LicencePreset.values()) {
            assertThat(catalogues).contains("`LicencePreset." + preset.name() + "`");
        }
    }

    private static List<String> snippets(String page) throws IOException {
        List<String> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(Files.readString(PAGES.resolve(page)));
        while (matcher.find()) {
            snippets.add(matcher.group(1));
        }
        return snippets;
    }
}

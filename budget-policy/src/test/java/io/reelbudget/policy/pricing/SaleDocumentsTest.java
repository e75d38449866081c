package io.reelbudget.policy.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.PriceQuestion;
import io.reelbudget.policy.sales.SalePrices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Documents about sales")
class SaleDocumentsTest {

    private static final Path PAGES = Path.of("..", "docs", "reference");
    private static final JsonSchema PRICES = new JsonSchema(SalePricesDocument.schema());
    private static final JsonSchema TIERS = new JsonSchema(TierListDocument.schema());
    private static final String HEAD =
            "{'format':'reelbudget-sale-prices-1','version':'1','effectiveFrom':'2026-11-01T00:00:00Z',"
                    + "'sells':{'currency':'USD','pack':'1'},'currency':'USD','validFor':'PT15M',";
    private static final String TIER_HEAD = "{'format':'reelbudget-tiers-1','version':'1','currency':'USD','tiers':";

    @Test
    void show_on_their_pages_what_can_be_read_and_keeps_the_schema() throws IOException {
        String prices = snippet("quote.md");
        String tiers = snippet("tier.md");

        assertThat(PRICES.complaints(prices)).isEmpty();
        assertThat(TIERS.complaints(tiers)).isEmpty();
        assertThat(SalePricesDocument.parse(prices).surge()).isPresent();
        assertThat(TierListDocument.parse(tiers).tiers()).hasSize(3);
    }

    @Test
    void multiply_by_time_and_surge_within_their_bounds() throws IOException {
        SalePrices prices = SalePricesDocument.parse(snippet("quote.md"));
        Amount hundredHours = Amount.parse("360000", Unit.VCPU_SECONDS);
        Instant saturdayNight = Instant.parse("2026-11-21T23:00:00Z");
        Instant monday = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(price(prices, hundredHours, monday, "1")).isEqualTo("5.00 USD");
        assertThat(price(prices, hundredHours, saturdayNight, "1")).isEqualTo("4.00 USD");
        assertThat(price(prices, hundredHours, saturdayNight, "1.5")).isEqualTo("6.00 USD");
        assertThat(price(prices, hundredHours, monday, "2")).isEqualTo("7.50 USD"); // bounded by 1.5
    }

    private static String price(SalePrices prices, Amount units, Instant at, String surge) {
        return prices.price(new PriceQuestion(units, at, ZoneOffset.UTC, new BigDecimal(surge)))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fixed':'0.95'}",
                "'description':'Ours.','volume':{'mode':'STEP','steps':[{'upTo':5,'price':'4'},{'price':'9'}]}}",
                "'fixed':'1','timeOfDay':{'windows':[{'days':['MONDAY'],'from':'22:00','to':'06:00','times':'0.5'}]},"
                        + "'bounds':{'least':'0.1','most':'3'}}"
            })
    void take_prices_that_the_schema_takes(String tail) {
        String document = (HEAD + tail).replace('\'', '"');

        assertThat(SalePricesDocument.parse(document).version()).isEqualTo("1");
        assertThat(PRICES.complaints(document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fixed':'0.95','mood':'good'}",
                "'fixed':0.95}",
                "'fixed':'0.95','volume':{'mode':'STEP','steps':[{'price':'9'}]}}",
                "'fixed':'0.95','surge':{'from':'0.5','full':'0.9','least':'1','most':'2','step':'0.1'}}",
                "'volume':{'mode':'SLIDING','steps':[{'price':'9'}]}}"
            })
    void refuse_prices_that_the_schema_refuses(String tail) {
        String document = (HEAD + tail).replace('\'', '"');

        assertThatExceptionOfType(PriceDocumentException.class).isThrownBy(() -> SalePricesDocument.parse(document));
        assertThat(PRICES.complaints(document)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $.fixed                        | 'fixed':'0'}
            $.bounds                       | 'fixed':'1','bounds':{'least':'1','most':'2'}}
            $.timeOfDay.windows[0].from    | 'fixed':'1','timeOfDay':{'windows':[{'days':['MONDAY'],'from':'25:00','to':'06:00','times':'2'}]}}
            $.timeOfDay.zone               | 'fixed':'1','timeOfDay':{'zone':'Mars/Base','windows':[]}}
            $.surge                        | 'fixed':'1','surge':{'from':'0.9','full':'0.5','least':'1','most':'2','timeConstant':'PT1M','step':'0.1'}}
            $.volume.steps[0].cheap        | 'volume':{'mode':'STEP','steps':[{'price':'1','cheap':'1'}]}}
            """, quoteCharacter = '"')
    void name_the_path_of_a_mistake(String path, String tail) {
        String document = (HEAD + tail).replace('\'', '"');

        assertThatExceptionOfType(PriceDocumentException.class)
                .isThrownBy(() -> SalePricesDocument.parse(document))
                .satisfies(mistake -> assertThat(mistake.path()).isEqualTo(path));
    }

    @Test
    void name_the_path_of_a_pack_a_validity_and_a_price_that_cannot_be() {
        String document = (HEAD + "'fixed':'0.95'}").replace('\'', '"');

        assertMistake(document.replace("\"pack\":\"1\"", "\"pack\":\"0\""), "$.sells.pack", "must be more than zero");
        assertMistake(document.replace("PT15M", "PT-15M"), "$.validFor", "must be a second to 366 days");
        assertMistake(document.replace("0.95", "0.0000001"), "$.fixed", "a decimal of at most six places");
    }

    private static void assertMistake(String document, String path, String message) {
        assertThatExceptionOfType(PriceDocumentException.class)
                .isThrownBy(() -> SalePricesDocument.parse(document))
                .withMessageContaining(message)
                .satisfies(mistake -> assertThat(mistake.path()).isEqualTo(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'name':'a','codecs':[]}]}",
                "[{'name':'a','codecs':['H264'],'largestPicture':'huge'}]}",
                "[{'name':'a b','codecs':['H264']}]}",
                "[{'name':'a','codecs':['H264'],'concurrency':0}]}",
                "[{'name':'a','codecs':['H264'],'colour':'red'}]}",
                "[{'name':'a','codecs':['H264'],'price':30}]}",
                "[]}"
            })
    void refuse_tiers_that_the_schema_refuses(String tail) {
        String document = (TIER_HEAD + tail).replace('\'', '"');

        assertThatExceptionOfType(PriceDocumentException.class).isThrownBy(() -> TierListDocument.parse(document));
        assertThat(TIERS.complaints(document)).isNotEmpty();
    }

    private static String snippet(String page) throws IOException {
        return Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}

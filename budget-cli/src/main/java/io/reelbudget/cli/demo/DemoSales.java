package io.reelbudget.cli.demo;

import io.reelbudget.SalesTerms;
import io.reelbudget.policy.pricing.SalePricesDocument;

/** What the demo's service sells to owners whose accounts are paused: dollars of allowance at a small discount. */
final class DemoSales {

    private static final String PRICES = """
            {
              "format": "reelbudget-sale-prices-1",
              "version": "demo-sale-1",
              "effectiveFrom": "2020-01-01T00:00:00Z",
              "sells": {"currency": "USD", "pack": "1"},
              "currency": "USD",
              "validFor": "P1D",
              "fixed": "0.95"
            }
            """;

    private DemoSales() {}

    static SalesTerms terms() {
        return SalesTerms.none().withPrices(SalePricesDocument.parse(PRICES));
    }
}

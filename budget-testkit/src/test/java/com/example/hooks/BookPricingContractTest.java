package com.example.hooks;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import io.reelbudget.testkit.hook.PricingEngineContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A price book")
class BookPricingContractTest extends PricingEngineContract {

    @Override
    protected PricingEngine create() {
        return PricingEngine.of(PriceBook.of(RateCard.perCpuHour("card-1", Amount.parse("3.60", Unit.USD))));
    }
}

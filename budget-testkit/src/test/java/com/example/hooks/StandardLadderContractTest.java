package com.example.hooks;

import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.testkit.hook.QualityLadderContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The standard ladder")
class StandardLadderContractTest extends QualityLadderContract {

    @Override
    protected QualityLadder create() {
        return QualityLadder.standard();
    }
}

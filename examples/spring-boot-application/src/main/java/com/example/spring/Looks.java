package com.example.spring;

import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Each look at an account is an event. */
@Component
class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    @EventListener
    void looked(Evaluation evaluation) {
        if (!(evaluation.decision() instanceof Decision.Proceed)) {
            LOG.info(
                    "{}: {}",
                    evaluation.situation().account(),
                    evaluation.decision().why().sentence());
        }
    }
}

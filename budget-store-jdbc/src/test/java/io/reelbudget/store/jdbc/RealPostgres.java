package io.reelbudget.store.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Tests on a real server. Where this machine lets none be started (as root it takes user namespaces, for the server
 * refuses root), they are skipped, loudly.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealPostgres.Starts.class)
@interface RealPostgres {

    /** Whether a server starts. */
    final class Starts implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return PostgresServer.failure()
                    .map(failure -> {
                        LoggerFactory.getLogger(RealPostgres.class)
                                .error("SKIPPED {}: no PostgreSQL starts here: {}", context.getDisplayName(), failure);
                        return ConditionEvaluationResult.disabled("No PostgreSQL starts here: " + failure);
                    })
                    .orElseGet(() -> ConditionEvaluationResult.enabled("PostgreSQL runs."));
        }
    }
}

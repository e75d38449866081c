package io.reelbudget.spring;

import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSettings;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Knows how to keep budgets in the application's database, where the module for that is there. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnClass(PostgresLedger.class)
@ConditionalOnBean(DataSource.class)
public final class ReelbudgetStoreAutoConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    SharedLedger reelbudgetSharedLedger(DataSource source) {
        return (schema, clock) ->
                PostgresLedger.open(source, clock, PostgresSettings.defaults().withSchema(schema));
    }
}

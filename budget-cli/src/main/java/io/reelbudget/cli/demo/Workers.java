package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import java.util.Map;

/**
 * How many workers there were.
 *
 * @param most how many each account had at most at once
 * @param mostJobs how many jobs ran at most at once
 */
record Workers(Map<AccountPath, Integer> most, int mostJobs) {

    Workers {
        most = Map.copyOf(most);
    }

    int mostOf(AccountPath account) {
        return most.getOrDefault(account, 0);
    }
}

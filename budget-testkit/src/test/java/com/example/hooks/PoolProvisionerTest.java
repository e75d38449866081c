package com.example.hooks;

import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A provisioner over a pool")
class PoolProvisionerTest extends ProvisionerContract {

    private final PoolProvisioner pool = new PoolProvisioner(10);

    @Override
    protected Provisioner create() {
        return pool;
    }

    @Override
    protected int running() {
        return pool.running;
    }
}

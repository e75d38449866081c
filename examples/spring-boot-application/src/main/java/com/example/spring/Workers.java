package com.example.spring;

import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A hook is a bean: this one would start machines. */
@Component
class Workers implements Provisioner {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        LOG.info("Would start {} workers for {}: {}", request.instances(), request.account(), request.reason());
        return new InstanceReceipt(request.instances(), "example");
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        LOG.info("Would stop {} workers of {}.", request.instances(), request.account());
        return new InstanceReceipt(request.instances(), "example");
    }
}

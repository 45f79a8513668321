"""Acceptance (验收): what arrived is weighed blind, accepted, or refused."""

"""Shenyan 慎言: rule-driven compliance review of outbound financial messages."""

__version__ = "0.1.0"

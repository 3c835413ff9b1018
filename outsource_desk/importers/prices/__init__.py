"""Price sheets and bid tabulations."""

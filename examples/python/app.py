from account_robot import AccountPool
from aws_cdk import App, Stack

app = App()
AccountPool(Stack(app, "Pool"), "Pool", size=3)
app.synth()
